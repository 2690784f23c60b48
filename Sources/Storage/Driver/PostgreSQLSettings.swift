import Adoption
import CPQ

/// Where a PostgreSQL database is and how long to wait for it. Holds the password and never shows it.
package struct PostgreSQLSettings: Sendable {
    /// Connections that may be open at a time.
    package var connections = 4
    /// How long to wait for one of them, in milliseconds.
    package var patience = 10_000
    /// After how long the server gives up a statement, in milliseconds; bulk loads and migrations are exempt.
    package var statementTimeout = 60_000
    /// How much longer than that a server may say nothing before it counts as gone, in milliseconds.
    package var silence = 10_000
    /// How long to wait for another writer, in milliseconds: less than a statement may take, so that a wait is told as
    /// one.
    package var lockTimeout = 50_000

    /// libpq's parameters, defaults first.
    let parameters: [(keyword: String, value: String)]
    /// What must not show in any text.
    private let secrets: [String]

    /// Reads `postgres://…`, `postgresql://…` or libpq's `host=… dbname=…`. What is absent comes from libpq's
    /// environment (`PGPASSFILE`, `PGSSLMODE`, …) and defaults, TLS modes included.
    /// - Throws: `Failure.invalid`, whose text never repeats the address, because it can hold a password.
    package init(_ address: String) throws {
        try PostgreSQLSettings.refuseStraySigns(address)
        guard let options = PQconninfoParse(address, nil) else {
            throw PostgreSQLSettings.unreadable("")
        }
        defer { PQconninfoFree(options) }
        var given: [(keyword: String, value: String)] = []
        var next = options
        while let keyword = next.pointee.keyword {
            if let value = next.pointee.val { given.append((String(cString: keyword), String(cString: value))) }
            next += 1
        }
        let named = Set(given.map(\.keyword))
        parameters =
            PostgreSQLSettings.defaults.filter { !named.contains($0.keyword) } + given
            + [("client_encoding", "UTF8")]
        let passwords = given.filter { $0.keyword.hasSuffix("password") }.map(\.value)
        let bytes = Array(address.utf8)
        let written = PostgreSQLSettings.passwordRanges(bytes).map { String(decoding: bytes[$0], as: UTF8.self) }
        secrets = (passwords + written).filter { !$0.isEmpty }
    }

    /// Whether the text names a PostgreSQL database rather than a file.
    package static func isAddress(_ text: String) -> Bool {
        if text.hasPrefix("postgres://") || text.hasPrefix("postgresql://") { return true }
        let keyword = text.prefix { $0 != "=" && $0 != "/" && $0 != "." }
        guard keyword.count < text.count, text.dropFirst(keyword.count).hasPrefix("=") else { return false }
        let first = keyword.filter { $0 != " " }
        return ["host", "hostaddr", "port", "dbname", "user", "password", "service", "sslmode"].contains(first)
    }

    /// Host, port and database for messages.
    package var place: String {
        func value(_ keyword: String) -> String? { parameters.last { $0.keyword == keyword }?.value }
        let host = value("host") ?? value("hostaddr") ?? "localhost"
        return [host, value("port").map { ":" + $0 } ?? "", value("dbname").map { "/" + $0 } ?? ""].joined()
    }

    /// The text, or nothing when it holds a password.
    func withoutSecrets(_ text: String, _ further: [String] = []) -> String {
        (secrets + further).contains { !$0.isEmpty && contains(text, $0) } ? "" : text
    }

    /// The address in the same length with its password overwritten by `*`: for process titles and messages.
    package static func masked(_ address: String) -> String {
        var bytes = Array(address.utf8)
        for range in passwordRanges(bytes) { for index in range { bytes[index] = UInt8(ascii: "*") } }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Dead peers are noticed after about a minute in place of the two hours of the system.
    private static let defaults: [(keyword: String, value: String)] = [
        ("application_name", "fukyu"), ("connect_timeout", "5"), ("keepalives", "1"), ("keepalives_idle", "30"),
        ("keepalives_interval", "10"), ("keepalives_count", "3"), ("tcp_user_timeout", "60000"),
    ]

    private static func unreadable(_ why: String) -> Failure {
        Failure(
            .invalid, "データベースの指定を読めません。\(why)",
            hint: "postgres://利用者:パスワード@ホスト:ポート/データベース の形で、パスワードの中の記号は %40 のように書いてください。")
    }

    /// A raw `@`, `/` or `?` in a password moves the end of the password, and libpq's messages then repeat its rest.
    private static func refuseStraySigns(_ address: String) throws {
        guard !address.utf8.contains(0) else { throw unreadable("U+0000 が含まれています。") }
        guard let rest = afterScheme(address) else { return }
        let signs = rest.utf8.filter { [UInt8(ascii: "@"), UInt8(ascii: "/"), UInt8(ascii: "?")].contains($0) }
        guard signs.dropFirst().allSatisfy({ $0 != UInt8(ascii: "@") }) else {
            throw unreadable("@ の位置が決まりません。")
        }
    }

    private static func afterScheme(_ address: String) -> Substring? {
        for scheme in ["postgres://", "postgresql://"] where address.hasPrefix(scheme) {
            return address.dropFirst(scheme.count)
        }
        return nil
    }

    /// Where passwords stand in an address as it is written: in a URL before the `@` and after `password=`, in a list
    /// of keywords everything after the word (values can be quoted in many ways).
    private static func passwordRanges(_ bytes: [UInt8]) -> [Range<Int>] {
        var ranges: [Range<Int>] = []
        let marks = Array("password".utf8)
        var isURL = false
        if let scheme = firstRange(of: Array("://".utf8), in: bytes) {
            isURL = true
            if let at = bytes.lastIndex(of: UInt8(ascii: "@")), at >= scheme.upperBound,
                let colon = bytes[scheme.upperBound..<at].firstIndex(of: UInt8(ascii: ":"))
            {
                ranges.append(colon + 1..<at)
            }
        }
        var start = 0
        while let found = firstRange(of: marks, in: Array(bytes[start...])) {
            let begin = min(start + found.upperBound + 1, bytes.count)
            let end = isURL ? bytes[begin...].firstIndex(of: UInt8(ascii: "&")) : nil
            ranges.append(begin..<(end ?? bytes.count))
            start = end ?? bytes.count
        }
        return ranges
    }
}

extension PostgreSQLSettings: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "PostgreSQL \(place)" }
    package var debugDescription: String { description }
    /// Reflection would show the password.
    package var customMirror: Mirror { Mirror(self, children: [:]) }
}

private func firstRange(of part: [UInt8], in bytes: [UInt8]) -> Range<Int>? {
    guard !part.isEmpty, part.count <= bytes.count else { return nil }
    for start in 0...(bytes.count - part.count) where bytes[start...].starts(with: part) {
        return start..<start + part.count
    }
    return nil
}

private func contains(_ text: String, _ part: String) -> Bool {
    firstRange(of: Array(part.utf8), in: Array(text.utf8)) != nil
}
