internal import TaskFlowSchema

/// How a caller proved who it is.
package enum CredentialKind: String, Choice, ColumnConvertible {
    case jwt
    case key
    case session
    case system
}
