import TaskFlowSchema

extension JSONObject {
    func with(_ name: String, _ value: JSON) -> JSONObject {
        var object = self
        object[name] = value
        return object
    }
}

extension JSONObject {
    func adding(_ others: JSONObject) -> JSONObject {
        others.members.reduce(self) { object, member in object.with(member.name, member.value) }
    }
}
