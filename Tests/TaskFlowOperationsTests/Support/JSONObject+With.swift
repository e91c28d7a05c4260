import TaskFlowSchema

extension JSONObject {
    func with(_ name: String, _ value: JSON) -> JSONObject {
        var object = self
        object[name] = value
        return object
    }
}
