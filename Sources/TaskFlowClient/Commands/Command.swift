internal import TaskFlowOperations
internal import TaskFlowSchema

/// A command of the client: one operation, as the shell sees it.
struct Command: Sendable {
    let spec: Spec
    let fields: [CommandField]
    let output: OutputShape
    /// Whether a request may be sent again: the server does it once.
    let takesKey: Bool
    /// The field that says for how many seconds the server may wait; `nil` where it never does.
    let waitField: String?
    /// What the operation's own schema finds wrong with a call, before it is made.
    let issues: @Sendable (Arguments) -> [ValidationIssue]

    init(_ operation: any Operation.Type) { self.init(of: operation) }

    private init<O: Operation>(of operation: O.Type) {
        spec = O.spec
        let commandSpec = CommandSpec(O.spec)
        let names = O.fields.map(\.name)
        fields = O.fields.map { CommandField($0, spec: commandSpec, among: names) }
        output = OutputShape(O.Output.self)
        takesKey = O.takesKey
        waitField = O.waitField
        issues = { arguments in
            var issues = Issues()
            _ = O.Input.schema.decode(arguments, into: &issues)
            return issues.all
        }
    }

    var words: [String] { spec.verb.words }
    var phrase: String { words.joined(separator: " ") }
    /// What the file is called that the whole body may be read from.
    var file: String? { spec.verb.file }
    /// Whether it destroys what nothing brings back, so that it asks before.
    var isDeletion: Bool { spec.route.method == .delete && words.last == "delete" }
    /// Whether its answer is a list.
    var isList: Bool { if case .many = output { true } else { false } }
    var listsTasks: Bool { spec.name == ListTasks.spec.name }
    /// Whether it changes something.
    var changes: Bool { spec.route.method != .get }
    /// The field that holds prose, which may come from a file or an editor.
    var textField: CommandField? { changes ? fields.first { $0.flags.contains(ShortFlag.text) } : nil }
    /// Whether it may be given several tasks at once: a task is all that it takes by position.
    var takesTasks: Bool {
        spec.verb.positional == ["task_id"] && (spec.route.method != .get || Self.shown.contains(spec.name))
    }
    private static let shown = [GetTask.spec.name, TaskBrief.spec.name]

    /// The fields given by position, in order.
    var positional: [CommandField] {
        spec.verb.positional.compactMap { name in fields.first { $0.name == name } }
    }

    /// The fields given by flag, in declared order.
    var flagged: [CommandField] { fields.filter { !$0.isPositional } }

    /// The field that a flag such as `--due-date` sets. A positional field may be given by its flag as well.
    func field(flag: String) -> CommandField? { fields.first { $0.flags.contains(flag) } }
}

/// What an operation answers.
enum OutputShape: Equatable, Sendable {
    case nothing
    case one
    /// A list, with the columns that its elements ask for.
    case many([ListColumn]?)
    /// An object of lists, with the columns that their elements ask for.
    case lists([ListColumn])

    /// The columns of the lists in an object.
    var innerColumns: [ListColumn]? { if case .lists(let columns) = self { columns } else { nil } }

    init<Output: OperationOutput>(_ output: Output.Type) {
        var definitions = Definitions(style: .reference(prefix: ""))
        guard let schema = Output.describeBody(in: &definitions) else {
            self = .nothing
            return
        }
        self = schema["items"] == nil ? Output.listColumns.map(OutputShape.lists) ?? .one : .many(Output.listColumns)
    }
}
