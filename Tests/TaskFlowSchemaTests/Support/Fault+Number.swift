internal import TaskFlowSchema

extension Fault {
    static func notInteger(_ place: String, _ input: JSON) -> JSON {
        of("int_type", place, "Input should be a valid integer", input)
    }

    static func notDigits(_ place: String, _ input: JSON) -> JSON {
        of("int_parsing", place, "Input should be a valid integer, unable to parse string as an integer", input)
    }

    static func fraction(_ place: String, _ input: JSON) -> JSON {
        of("int_from_float", place, "Input should be a valid integer, got a number with a fractional part", input)
    }

    static func tooManyDigits(_ place: String, _ input: JSON) -> JSON {
        of("int_parsing_size", place, "Unable to parse input string as an integer, exceeded maximum size", input)
    }

    static func below(_ place: String, _ limit: Int, _ input: JSON) -> JSON {
        let message = "Input should be greater than or equal to \(limit)"
        return of("greater_than_equal", place, message, input, ["ge": .integer(limit)])
    }

    static func above(_ place: String, _ limit: Int, _ input: JSON) -> JSON {
        let message = "Input should be less than or equal to \(limit)"
        return of("less_than_equal", place, message, input, ["le": .integer(limit)])
    }

    static func notBoolean(_ place: String, _ input: JSON) -> JSON {
        of("bool_type", place, "Input should be a valid boolean", input)
    }

    static func unclearBoolean(_ place: String, _ input: JSON) -> JSON {
        of("bool_parsing", place, "Input should be a valid boolean, unable to interpret input", input)
    }
}
