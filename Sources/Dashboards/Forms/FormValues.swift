/// What was typed into a form and sent, in the order of arrival.
package struct FormValues: Sendable, Hashable {
    package struct Entry: Sendable, Hashable {
        package var name: String
        package var value: String

        package init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    package var entries: [Entry]

    package init(_ entries: [Entry] = []) {
        self.entries = entries
    }

    /// The first value of a name; empty when there is none.
    package subscript(name: String) -> String { entries.first { $0.name == name }?.value ?? "" }

    /// Every value of a name: ticked boxes.
    package func all(_ name: String) -> [String] { entries.filter { $0.name == name }.map(\.value) }
}
