internal import TaskFlowSchema

/// A type with secrets of its own and within others, as no error may ever echo them.
struct Wallet: Described {
    let owner: Int
    let pin: Int
    let cards: [Card]
    let spare: Card?
    let codes: [Int]

    static let schema = Schema(
        Wallet.init,
        Field("owner", \.owner, "Whose"),
        Field("pin", \.pin, secret: true, "The number"),
        Field("cards", \.cards, default: [], "The cards"),
        Field("spare", \.spare, "One more"),
        Field("codes", \.codes, default: [], secret: true, "The codes"))
}

/// A part of a wallet.
struct Card: Described {
    let bank: String
    let code: Int

    static let schema = Schema(
        Card.init,
        Field("bank", \.bank, "Whose"),
        Field("code", \.code, secret: true, "The number"))
}
