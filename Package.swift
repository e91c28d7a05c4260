// swift-tools-version: 6.3

import PackageDescription

let package = Package(
    name: "taskflow",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "taskflow", targets: ["taskflow"])
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/apple/swift-configuration", exact: "1.4.0", traits: []),
        .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
        .package(url: "https://github.com/apple/swift-http-types", exact: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
        .package(url: "https://github.com/apple/swift-system", exact: "1.8.1"),
        .package(url: "https://github.com/apple/swift-nio-extras", exact: "1.35.2"),
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1"),
        .package(url: "https://github.com/swift-server/async-http-client", exact: "1.37.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", exact: "2.13.0"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", exact: "1.0.2", traits: []),
        .package(url: "https://github.com/vapor/jwt-kit", exact: "5.7.1"),
    ],
    // The arrows between the targets point one way: docs/architecture.md draws them.
    targets: [
        .target(name: "TaskFlowSchema"),
        .target(name: "TaskFlowDomain", dependencies: ["TaskFlowSchema"]),
        .target(
            name: "TaskFlowStorage",
            dependencies: [
                "CSQLite", "TaskFlowDomain", "TaskFlowSchema",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ]),
        .target(
            name: "TaskFlowUpkeep",
            dependencies: [
                "TaskFlowDomain", "TaskFlowOperations", "TaskFlowSchema", "TaskFlowStorage",
                .product(name: "GRDB", package: "GRDB.swift"),
            ]),
        .target(
            name: "TaskFlowOperations",
            dependencies: [
                "TaskFlowDomain", "TaskFlowSchema", "TaskFlowStorage",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ]),
        .target(
            name: "TaskFlowJobs",
            dependencies: [
                "TaskFlowDomain", "TaskFlowOperations", "TaskFlowSchema", "TaskFlowStorage",
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ]),
        .testTarget(
            name: "TaskFlowJobsTests",
            dependencies: [
                "TaskFlowDomain", "TaskFlowJobs", "TaskFlowTestSupport",
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ]),
        // Unpacks what zip archives hold.
        .target(name: "CInflate", linkerSettings: [.linkedLibrary("z")]),
        .target(name: "TaskFlowImporters", dependencies: ["CInflate", "TaskFlowSchema"]),
        .testTarget(
            name: "TaskFlowImportersTests",
            dependencies: ["TaskFlowImporters"], resources: [.copy("Samples")]),
        .target(
            name: "TaskFlowClient",
            dependencies: [
                "TaskFlowImporters", "TaskFlowOperations", "TaskFlowSchema",
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ]),
        .target(
            name: "TaskFlowHTTP",
            dependencies: [
                "TaskFlowDomain", "TaskFlowSchema",
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
                .product(name: "NIOHTTPTypesHTTP1", package: "swift-nio-extras"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ]),
        .target(
            name: "TaskFlowREST",
            dependencies: [
                "TaskFlowDomain", "TaskFlowHTTP", "TaskFlowOperations", "TaskFlowSchema",
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "NIOCore", package: "swift-nio"),
            ]),
        .target(
            name: "TaskFlowMCPMount",
            dependencies: [
                "TaskFlowDomain", "TaskFlowHTTP", "TaskFlowMCP", "TaskFlowOperations", "TaskFlowSchema",
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "NIOCore", package: "swift-nio"),
            ]),
        .target(
            name: "TaskFlowWeb",
            dependencies: [
                "CWebAssets", "TaskFlowDomain", "TaskFlowHTTP",
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "NIOCore", package: "swift-nio"),
            ], exclude: ["Assets"]),
        .testTarget(
            name: "TaskFlowHTTPTests",
            dependencies: [
                "TaskFlowDomain", "TaskFlowHTTP", "TaskFlowIdentity", "TaskFlowMCPMount", "TaskFlowOperations",
                "TaskFlowREST", "TaskFlowSchema", "TaskFlowStorage", "TaskFlowWeb",
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ]),
        .target(
            name: "TaskFlowIdentity",
            dependencies: [
                "TaskFlowDomain", "TaskFlowSchema",
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "CryptoExtras", package: "swift-crypto"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ]),
        .testTarget(
            name: "TaskFlowIdentityTests",
            dependencies: [
                "TaskFlowDomain", "TaskFlowIdentity", "TaskFlowSchema", "TaskFlowStorage", "TaskFlowTestSupport",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "CryptoExtras", package: "swift-crypto"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "JWTKit", package: "jwt-kit"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ]),
        .target(
            name: "TaskFlowMCP",
            dependencies: [
                "TaskFlowDomain", "TaskFlowOperations", "TaskFlowSchema",
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ]),
        .testTarget(
            name: "TaskFlowMCPTests",
            dependencies: [
                "TaskFlowDomain", "TaskFlowMCP", "TaskFlowOperations", "TaskFlowSchema", "TaskFlowStorage",
                "TaskFlowTestSupport",
            ]),
        // Calls of SQLite's that Swift cannot make itself.
        .target(name: "CSQLite", linkerSettings: [.linkedLibrary("sqlite3")]),
        // The web board's files, embedded in the program, and their compression.
        .target(name: "CWebAssets", linkerSettings: [.linkedLibrary("z")]),
        // Loads libpq when it is needed, and links nothing of it.
        .target(name: "CLibPQ", linkerSettings: [.linkedLibrary("dl", .when(platforms: [.linux]))]),
        .target(
            name: "TaskFlowPostgres",
            dependencies: [
                "CLibPQ", "TaskFlowDomain", "TaskFlowSchema", "TaskFlowStorage",
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ]),
        .testTarget(
            name: "TaskFlowPostgresTests",
            dependencies: [
                "CLibPQ", "TaskFlowDomain", "TaskFlowOperations", "TaskFlowPostgres", "TaskFlowSchema",
                "TaskFlowStorage", "TaskFlowTestSupport",
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ]),
        .testTarget(name: "TaskFlowSchemaTests", dependencies: ["TaskFlowDomain", "TaskFlowSchema"]),
        .testTarget(name: "TaskFlowDomainTests", dependencies: ["TaskFlowDomain", "TaskFlowSchema"]),
        .target(
            name: "TaskFlowTestSupport",
            dependencies: [
                "CLibPQ", "TaskFlowDomain", "TaskFlowJobs", "TaskFlowOperations", "TaskFlowPostgres", "TaskFlowSchema",
                "TaskFlowStorage",
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "CryptoExtras", package: "swift-crypto"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ],
            path: "Tests/TaskFlowTestSupport"),
        .testTarget(
            name: "TaskFlowOperationsTests",
            dependencies: [
                "TaskFlowDomain", "TaskFlowJobs", "TaskFlowOperations", "TaskFlowSchema", "TaskFlowStorage",
                "TaskFlowTestSupport",
                "TaskFlowUpkeep",
                .product(name: "Logging", package: "swift-log"),
            ]),
        .testTarget(
            name: "TaskFlowStorageTests",
            dependencies: [
                "TaskFlowDomain", "TaskFlowSchema", "TaskFlowStorage", "TaskFlowTestSupport", "TaskFlowUpkeep",
            ]),
        .testTarget(
            name: "TaskFlowClientTests",
            dependencies: [
                "TaskFlowClient", "TaskFlowDomain", "TaskFlowImporters", "TaskFlowOperations", "TaskFlowSchema",
                "TaskFlowTestSupport",
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ]),
        .testTarget(
            name: "TaskFlowCommandTests",
            dependencies: [
                "TaskFlowDomain", "TaskFlowHTTP", "TaskFlowOperations", "TaskFlowSchema", "TaskFlowStorage",
                "TaskFlowTestSupport", "taskflow",
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "Configuration", package: "swift-configuration"),
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "Subprocess", package: "swift-subprocess"),
                .product(name: "SystemPackage", package: "swift-system"),
            ]),
        .target(
            name: "TaskFlowFuzzing",
            dependencies: [
                "TaskFlowDomain", "TaskFlowHTTP", "TaskFlowIdentity", "TaskFlowImporters", "TaskFlowMCP",
                "TaskFlowOperations",
                "TaskFlowSchema", "TaskFlowStorage", "TaskFlowTestSupport",
            ],
            path: "Fuzzing/Campaigns"),
        .executableTarget(name: "taskflow-fuzz", dependencies: ["TaskFlowFuzzing"], path: "Fuzzing/Runner"),
        .testTarget(name: "TaskFlowFuzzTests", dependencies: ["TaskFlowFuzzing"]),
        .executableTarget(
            name: "plaintext-ceiling",
            dependencies: [
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
            ],
            path: "Benchmarks/Ceiling"),
        .executableTarget(
            name: "taskflow",
            dependencies: [
                "TaskFlowClient", "TaskFlowDomain", "TaskFlowHTTP", "TaskFlowIdentity", "TaskFlowJobs", "TaskFlowMCP",
                "TaskFlowMCPMount", "TaskFlowOperations", "TaskFlowPostgres", "TaskFlowREST", "TaskFlowSchema",
                "TaskFlowStorage", "TaskFlowUpkeep", "TaskFlowWeb",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Configuration", package: "swift-configuration"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "SystemPackage", package: "swift-system"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ]),
    ]
)

// One set of rules for every target: Swift 6 mode and the upcoming features that make types and imports explicit.
for target in package.targets {
    target.swiftSettings = [
        .swiftLanguageMode(.v6),
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    ]
    // Warnings stop those who change the program, not those who build it with a newer compiler.
    if Context.environment["TASKFLOW_STRICT"] != nil { target.swiftSettings?.append(.treatAllWarnings(as: .error)) }
}
