/// Why one key of the SSO's set is not used; the others are.
enum KeyFault: String, Error, Sendable {
    case notAnObject = "is not an object"
    case noKeyID = "has no kid of 1-128 bytes"
    case duplicate = "has a kid that another key has"
    case privateKey = "holds a private or symmetric key"
    case use = "is not for signatures (use)"
    case operations = "is not for verification (key_ops)"
    case type = "is of a type or curve that is not used"
    case algorithm = "has an alg that does not fit its type"
    case size = "is an RSA key of fewer than 2048 or more than 8192 bits"
    case material = "is not a valid key"
}
