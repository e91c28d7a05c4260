internal import TaskFlowDomain
internal import TaskFlowSchema

/// Reads who a token is about.
struct PersonClaims {
    let claims: ClaimReader

    func person(until expiry: Timestamp) throws(TokenRefusal) -> VerifiedPerson {
        let id = try subject()
        let email = try claims.text("email", .text)
        let name = try claims.text("name", .text)
        return VerifiedPerson(
            tenant: try tenant(), id: id, role: try role(), scopes: try scopes(), name: name.flatMap(PersonName.name),
            handle: PersonName.handle(email: email, id: id), expiresAt: expiry)
    }

    /// Handles begin with `@`, and people's ids must never be mistaken for one, nor for the server itself, nor for `me`.
    private func subject() throws(TokenRefusal) -> WorkerID {
        guard let subject = try claims.text("sub", .subject), IdentifierText.isValid(subject) else { throw .subject }
        let id = WorkerID(trusted: subject)
        guard !id.isHandle, !id.isReserved else { throw .subject }
        return id
    }

    /// The first of three claims that names one; all three are checked, so that none is passed over for being odd.
    private func tenant() throws(TokenRefusal) -> TenantID {
        let own = try claims.text("tenant_id", .tenant)
        let organization = try claims.text("organization_id", .tenant)
        let all = try claims.texts("organization_ids", .tenant) ?? []
        for name in [own, organization].compactMap({ $0 }) + all {
            guard IdentifierText.isValid(name) else { throw .tenant }
        }
        return (own ?? organization ?? all.first).map(TenantID.init(trusted:)) ?? .standard
    }

    private func role() throws(TokenRefusal) -> TenantRole {
        try claims.text("role", .role)?.utf8.elementsEqual("admin".utf8) == true ? .admin : .member
    }

    /// Scopes are asked for or not asked for: an empty claim is none of them (RFC 8693 section 4.2).
    private func scopes() throws(TokenRefusal) -> Scopes {
        try claims.text("scope", .scope).map(Scopes.init(spaceSeparated:)) ?? .all
    }
}

/// What a text must keep to name somebody: it is shown to people, compared byte for byte and stored.
private enum IdentifierText {
    /// 1–255 scalars; no control characters, no line breaks, nothing that is not seen (format characters, those that turn the
    /// direction of writing around, fillers), no white space at either end.
    static func isValid(_ text: String) -> Bool {
        let scalars = text.unicodeScalars
        guard let first = scalars.first, let last = scalars.last, scalars.count <= 255 else { return false }
        return !first.properties.isWhitespace && !last.properties.isWhitespace && !scalars.contains(where: isRefused)
    }

    private static func isRefused(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator: true
        // Those that no category tells of, such as Hangul fillers and variation selectors.
        default: scalar.properties.isDefaultIgnorableCodePoint
        }
    }
}
