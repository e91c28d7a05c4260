extension JSONParser {
    mutating func parseArray() throws(JSONSyntaxError) -> JSON {
        var elements: [JSON] = []
        index += 1
        skipWhitespace()
        if peek() == UInt8(ascii: "]") {
            index += 1
            return .array(elements)
        }
        while true {
            elements.append(try parseValue())
            skipWhitespace()
            if peek() == UInt8(ascii: "]") { break }
            try expectComma()
        }
        index += 1
        return .array(elements)
    }

    mutating func parseObject() throws(JSONSyntaxError) -> JSON {
        var object = JSONObject()
        var names = MemberNames()
        index += 1
        skipWhitespace()
        if peek() == UInt8(ascii: "}") {
            index += 1
            return .object(object)
        }
        while true {
            let name = try parseName(&names, of: object)
            object.append(name, try parseValue())
            skipWhitespace()
            if peek() == UInt8(ascii: "}") { break }
            try expectComma()
        }
        index += 1
        return .object(object)
    }

    /// Parses a member up to its value.
    private mutating func parseName(
        _ names: inout MemberNames, of object: JSONObject
    ) throws(JSONSyntaxError) -> String {
        let start = index
        guard peek() == UInt8(ascii: "\"") else {
            throw error("Expecting property name enclosed in double quotes", at: start)
        }
        let name = try parseString()
        guard names.insert(name, of: object) else { throw error("Duplicate property name", at: start) }
        skipWhitespace()
        guard peek() == UInt8(ascii: ":") else { throw error("Expecting ':' delimiter", at: index) }
        index += 1
        skipWhitespace()
        return name
    }

    private mutating func expectComma() throws(JSONSyntaxError) {
        guard peek() == UInt8(ascii: ",") else { throw error("Expecting ',' delimiter", at: index) }
        index += 1
        skipWhitespace()
    }
}

/// The names an object has had so far, compared byte for byte. Few are looked up in the object itself; a set is made
/// only of many, so that no object costs quadratic time.
private struct MemberNames {
    private var many: Set<[UInt8]> = []

    mutating func insert(_ name: String, of object: JSONObject) -> Bool {
        if object.members.count < 16 { return object[name] == nil }
        if many.isEmpty { many = Set(object.members.map { Array($0.name.utf8) }) }
        return many.insert(Array(name.utf8)).inserted
    }
}
