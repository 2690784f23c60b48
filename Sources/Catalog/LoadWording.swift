import Adoption
import Dashboards

extension Wording {
    /// Reads a file of page texts: flat keys with texts.
    /// - Throws: `Failure.invalid` with file and line.
    package init(language: Language, yaml text: String, file: String) throws {
        let definition = try Definition(text, file: file)
        var entries: [String: String] = [:]
        for (key, value) in definition.entries {
            guard let value else { throw definition.failure("「\(key)」がありません。") }
            entries[key] = try value.text()
        }
        self.init(language: language, entries: entries)
    }
}
