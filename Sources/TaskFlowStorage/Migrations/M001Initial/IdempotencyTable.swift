extension M001Initial {
    /// What writes answered that were sent with an idempotency key, so that a repeated call gets the same answer.
    ///
    /// No worker or key is referred to: a row ends with its day, and nothing waits for it. `input` is a SHA-256. An answer that
    /// held a secret is kept as the sentence that a repeated call is refused with.
    enum IdempotencyTable {
        static func statements(_ dialect: Dialect) -> [String] {
            [table(dialect), "CREATE INDEX idempotency_by_age ON idempotency (created_at)"]
        }

        private static func table(_ dialect: Dialect) -> String {
            """
            CREATE TABLE idempotency (
                tenant_id \(dialect.text) NOT NULL,
                actor_id \(dialect.text) NOT NULL,
                key \(dialect.text) NOT NULL CHECK (length(key) BETWEEN 1 AND 255),
                operation \(dialect.text) NOT NULL,
                input \(dialect.text) NOT NULL CHECK (length(input) = 43),
                answer \(dialect.text),
                refusal \(dialect.text),
                created_at \(dialect.integerType) NOT NULL,
                PRIMARY KEY (tenant_id, actor_id, key),
                CHECK ((answer IS NULL) <> (refusal IS NULL))
            )\(dialect.tableSuffix)
            """
        }
    }
}
