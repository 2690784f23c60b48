// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

/// A room of the product: what it may import is its `dependencies`, and a test compares every import with the table
/// in docs/architecture.md.
func room(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .testTarget(name: "\(name)Tests", dependencies: dependencies, swiftSettings: strict)
}

let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let mustache = Target.Dependency.product(name: "Mustache", package: "swift-mustache")
let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let lifecycle = Target.Dependency.product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let arguments = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")

let package = Package(
    name: "fukyu",
    products: [.executable(name: "fukyu", targets: ["FukyuCLI"])],
    dependencies: [
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1", traits: []),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    targets: [
        .systemLibrary(name: "CQRencode", pkgConfig: "libqrencode", providers: [.apt(["libqrencode-dev"])]),
        .systemLibrary(name: "CRename"),
        .systemLibrary(name: "CSodium", pkgConfig: "libsodium", providers: [.apt(["libsodium-dev"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .systemLibrary(name: "CPQ", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),

        room("Adoption"),
        room("Analytics", ["Adoption"]),
        room("CSV"),
        room("Interchange", ["Adoption", "CSV"]),
        room("Storage", ["Adoption", "CPQ", grdb]),
        room("Dashboards", ["Adoption", "Analytics", "CQRencode", mustache]),
        room("Catalog", ["Adoption", "CSV", "Interchange", "Dashboards", "Yams"]),
        room(
            "Operations",
            [
                "Adoption", "Analytics", "CSV", "Interchange", "Storage", "Catalog", "Dashboards", "CRename", "CSodium",
                logging,
            ]),
        room(
            "Server",
            [
                "Operations", "Dashboards", "Adoption", "CZlib", hummingbird, logging, lifecycle,
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "NIOCore", package: "swift-nio"),
            ]),
        .executableTarget(
            name: "FukyuCLI", dependencies: ["Operations", "Server", "Adoption", arguments, logging, lifecycle],
            swiftSettings: strict),

        .target(
            name: "TestSupport", dependencies: ["Adoption", "Storage"], path: "Tests/TestSupport", swiftSettings: strict
        ),
        .target(
            name: "TestWorkspace", dependencies: ["Adoption", "Interchange", "Operations", "Storage", "TestSupport"],
            path: "Tests/TestWorkspace", swiftSettings: strict),
        tests("Adoption", ["Adoption"]),
        tests("Analytics", ["Analytics", "Adoption"]),
        tests("CSV", ["CSV"]),
        tests("Interchange", ["Interchange", "Adoption", "CSV"]),
        tests("Storage", ["Storage", "Adoption", "TestSupport"]),
        tests("Dashboards", ["Dashboards", "Analytics", "Adoption"]),
        tests("Catalog", ["Catalog", "Adoption", "Dashboards", "TestSupport", "TestWorkspace"]),
        tests(
            "Operations",
            [
                "Operations", "Adoption", "Analytics", "CSV", "Interchange", "Storage", "Catalog", "Dashboards",
                "TestSupport", "TestWorkspace",
            ]),
        tests(
            "Server",
            [
                "Server", "Operations", "Adoption", "Analytics", "Dashboards", "Storage", "CZlib", logging,
                "TestSupport",
                "TestWorkspace",
            ]),
    ],
    swiftLanguageModes: [.v6]
)
