// swift-tools-version: 6.2

import PackageDescription

let package = Package(
    name: "taskflow",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "taskflow", targets: ["taskflow"])
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-configuration", from: "1.4.0", traits: []),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    // The arrows between the targets point one way: docs/architecture.md draws them.
    targets: [
        .target(name: "TaskFlowSchema"),
        .target(name: "TaskFlowDomain", dependencies: ["TaskFlowSchema"]),
        .target(
            name: "TaskFlowStorage",
            dependencies: [
                "TaskFlowDomain", "TaskFlowSchema",
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ]),
        .target(
            name: "TaskFlowOperations",
            dependencies: [
                "TaskFlowDomain", "TaskFlowSchema", "TaskFlowStorage",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ]),
        .target(name: "TaskFlowIdentity", dependencies: ["TaskFlowDomain", "TaskFlowOperations", "TaskFlowSchema"]),
        .testTarget(name: "TaskFlowSchemaTests", dependencies: ["TaskFlowDomain", "TaskFlowSchema"]),
        .testTarget(name: "TaskFlowDomainTests", dependencies: ["TaskFlowDomain", "TaskFlowSchema"]),
        .testTarget(name: "TaskFlowStorageTests", dependencies: ["TaskFlowStorage"]),
        .executableTarget(
            name: "taskflow",
            dependencies: [
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Configuration", package: "swift-configuration"),
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
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
}
