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
            let (name, value) = try parseMember(&names)
            object.append(name, value)
            skipWhitespace()
            if peek() == UInt8(ascii: "}") { break }
            try expectComma()
        }
        index += 1
        return .object(object)
    }

    private mutating func parseMember(_ names: inout MemberNames) throws(JSONSyntaxError) -> (String, JSON) {
        let start = index
        guard peek() == UInt8(ascii: "\"") else {
            throw error("Expecting property name enclosed in double quotes", at: start)
        }
        let name = try parseString()
        guard names.insert(name) else { throw error("Duplicate property name", at: start) }
        skipWhitespace()
        guard peek() == UInt8(ascii: ":") else { throw error("Expecting ':' delimiter", at: index) }
        index += 1
        skipWhitespace()
        return (name, try parseValue())
    }

    private mutating func expectComma() throws(JSONSyntaxError) {
        guard peek() == UInt8(ascii: ",") else { throw error("Expecting ',' delimiter", at: index) }
        index += 1
        skipWhitespace()
    }
}

/// The names an object has had so far, compared byte for byte; a set only once there are many.
private struct MemberNames {
    private var few: [String] = []
    private var many: Set<[UInt8]> = []

    mutating func insert(_ name: String) -> Bool {
        guard many.isEmpty else { return many.insert(Array(name.utf8)).inserted }
        if few.contains(where: { $0.utf8.elementsEqual(name.utf8) }) { return false }
        few.append(name)
        if few.count > 16 { many = Set(few.map { Array($0.utf8) }) }
        return true
    }
}
