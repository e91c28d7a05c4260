internal import TaskFlowDomain
internal import TaskFlowSchema
import Testing

/// The JSON Schema of each kind of value.
@Suite struct DescriptionTests {
    static func described<Value: SchemaValue>(_ type: Value.Type) -> JSON {
        var definitions = Definitions(style: .inline)
        return .object(type.describe(in: &definitions))
    }

    @Test func values() {
        let time: JSON = ["type": "string", "format": "date-time", "examples": ["2026-11-21T08:00:00.123Z"]]
        #expect(Self.described(Int.self) == ["type": "integer"])
        #expect(Self.described(Bool.self) == ["type": "boolean"])
        #expect(Self.described(String.self) == ["type": "string"])
        #expect(Self.described(JSON.self) == [:])
        #expect(Self.described(JSONObject.self) == ["type": "object"])
        #expect(Self.described(Timestamp.self) == time)
        #expect(Self.described(Timestamp?.self) == ["anyOf": [time, ["type": "null"]]])
        #expect(Self.described([Bool].self) == ["type": "array", "items": ["type": "boolean"]])
        #expect(Self.described(Percent.self) == ["type": "integer", "minimum": 0, "maximum": 100])
        #expect(Self.described(TaskID.self) == ["type": "integer", "minimum": 1])
    }

    @Test func texts() {
        let tag: JSON = [
            "type": "string", "maxLength": 50, "pattern": "^[a-z0-9][a-z0-9_.:-]{0,49}$", "examples": ["bug"],
        ]
        #expect(Self.described(Tag.self) == tag)
        #expect(Self.described(Tags.self) == ["type": "array", "items": tag, "maxItems": 50])
        #expect(
            Self.described(Title.self) == [
                "type": "string", "minLength": 1, "maxLength": 200, "examples": ["Write the report"],
            ])
        #expect(Self.described(LongText.self) == ["type": "string", "maxLength": 65_536])
        #expect(Self.described(WorkerType.self) == ["type": "string", "enum": ["human", "agent"]])
    }

    @Test func wrappersDescribeWhatTheyWrap() {
        #expect(Self.described(Patch<Percent>.self) == Self.described(Percent.self))
        #expect(Self.described(Patch<Percent?>.self) == Self.described(Percent?.self))
        #expect(Self.described(RequiredNullable<Percent>.self) == Self.described(Percent?.self))
    }

    @Test func fields() {
        var definitions = Definitions(style: .inline)
        let limit = Search.schema.fields.first { $0.name == "limit" }
        let described = limit?.schema(in: &definitions)
        #expect(
            described == ["type": "integer", "minimum": 1, "maximum": 100, "default": 50, "description": "How many"])
        #expect(limit?.isRequired == false)
        #expect(Search.schema.fields.first { $0.name == "tag" }?.isList == true)
        #expect(Search.schema.fields.first { $0.name == "tag" }?.defaultValue == [])
        #expect(Handover.schema.fields.map(\.isRequired) == [false, true])
        #expect(Change.schema.fields.filter(\.isRequired).map(\.name) == ["task_id"])
        #expect(Creation.schema.fields.filter(\.isRequired).map(\.name) == ["title"])
    }

    @Test func objectsAreDefinedOnceAndReferredTo() {
        var definitions = Definitions(style: .reference(prefix: "#/components/schemas/"))
        #expect(JSON.object(Card.describe(in: &definitions)) == ["$ref": "#/components/schemas/Card"])
        _ = Wallet.describe(in: &definitions)
        let card: JSON = [
            "type": "object",
            "properties": [
                "bank": ["type": "string", "description": "Whose"],
                "code": ["type": "integer", "description": "The number"],
            ],
            "required": ["bank", "code"],
        ]
        #expect(definitions.named["Card"] == card)
        #expect(definitions.named.members.map(\.name) == ["Card", "Wallet"])
        #expect(definitions.named["Wallet"]?["properties"]?["cards"]?["items"] == ["$ref": "#/components/schemas/Card"])
    }

    @Test func inlineObjectsAreWrittenOut() {
        #expect(Self.described(Card.self)["properties"]?["code"]?["type"] == "integer")
        #expect(Self.described(Wallet.self)["properties"]?["cards"]?["items"]?["type"] == "object")
    }

    @Test func inputsRequireOnlyWhatHasNoDefault() {
        var definitions = Definitions(style: .inline)
        let schema = Creation.schema.objectSchema(of: Creation.schema.fields, allRequired: false, in: &definitions)
        #expect(schema["required"] == ["title"])
        #expect(schema["properties"]?["priority"]?["default"] == "medium")
        let none = Search.schema.objectSchema(of: Search.schema.fields, allRequired: false, in: &definitions)
        #expect(none["required"] == nil)
    }
}
