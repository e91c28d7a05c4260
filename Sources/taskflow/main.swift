print("taskflow")
