/// What is said about an office number while it is typed.
package struct OfficeNote: Sendable, Hashable {
    /// Nil when the ledger does not hold it.
    package var name: String?
    package var municipality: String?
    package var warning: String?

    package init(name: String?, municipality: String?, warning: String?) {
        self.name = name
        self.municipality = municipality
        self.warning = warning
    }

    /// `{"name": …, "municipality": …, "warning": …}`, null where there is nothing to say.
    package var json: [UInt8] {
        var writer = JSONWriter(capacity: 256)
        writer.object { object in
            object.text("name", name)
            object.text("municipality", municipality)
            object.text("warning", warning)
        }
        return writer.bytes
    }
}

extension JSONWriter {
    fileprivate mutating func text(_ key: StaticString, _ value: String?) {
        if let value { string(key, value) } else { null(key) }
    }
}
