import Testing

@testable import TaskFlowPostgres

@Suite struct AddressTests {
    private func fault(_ text: String) -> String? {
        do throws(PostgresAddress.Fault) {
            _ = try PostgresAddress(text)
            return nil
        } catch { return error.message }
    }

    @Test(arguments: [
        "postgresql://u:p@h/d", "postgres://h", "postgresql:///d?host=/run/postgresql",
        "postgresql://u:p@a:5432,b:5433/d?target_session_attrs=read-write&connect_timeout=3",
        "postgresql://u@h/d?sslmode=require&channel_binding=require&options=endpoint%3Dx&application_name=me",
    ])
    func `what libpq knows passes`(_ text: String) { #expect(fault(text) == nil) }

    @Test(arguments: [
        "postgresql://u:secret@h/d?bogus=1", "postgresql://u:secret@[::1/d", "postgresql://u:secret@h/d?sslmode",
        "postgresql://u:secret@h/%zz",
    ])
    func `no fault shows the password`(_ text: String) {
        #expect(fault(text)?.contains("secret") == false)
    }

    @Test(.enabled(if: LibPQ.version < 160_000)) func `what came later is told with its remedy`() throws {
        let own = LibPQ.major
        #expect(
            fault("postgresql://h/d?sslnegotiation=direct")
                == "'sslnegotiation' needs libpq 17 or newer, and this is \(own): leave it out (TLS is negotiated the usual way)"
        )
        #expect(
            fault("postgresql://h/d?sslmode=verify-full&sslrootcert=system")
                == "'sslrootcert=system' needs libpq 16 or newer, and this is \(own): name the file instead, such as sslrootcert=/etc/ssl/certs/ca-certificates.crt"
        )
    }

    @Test func `a pooler of Neon's is known by its name`() throws {
        let pooled = try PostgresAddress("postgresql://u@ep-cool-name-123-pooler.eu-central-1.aws.neon.tech/d")
        let direct = try PostgresAddress("postgresql://u@ep-cool-name-123.eu-central-1.aws.neon.tech/d")
        #expect(pooled.isPooled && !direct.isPooled)
        #expect(!PostgresSettings(pooled).prepares && PostgresSettings(direct).prepares)
    }

    @Test func `messages tell where it is, and not the password`() throws {
        #expect(try PostgresAddress("postgresql://u:secret@db.example:5433/tasks").place == "db.example:5433/tasks")
        #expect(try PostgresAddress("postgresql:///tasks").place == "the local socket/tasks")
    }
}
