/// The addresses below `/campaigns/ID/` that are no pages of the site.
enum FormAddress: Sendable, Hashable {
    case apply(String)
    case status(String, key: String)
    /// Asks for the code.
    case partner(String)
    case confirm(String, code: String)
    case office(String, number: String)

    init?(_ path: String) {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 4 || parts.count == 5, parts[0].isEmpty, parts[1] == "campaigns",
            parts[2...].allSatisfy(FormAddress.isPlain)
        else { return nil }
        switch (parts[3], parts.count == 5 ? parts[4] : nil) {
        case ("apply", nil): self = .apply(parts[2])
        case ("partner", nil): self = .partner(parts[2])
        case ("status", let key?): self = .status(parts[2], key: key)
        case ("partner", let code?): self = .confirm(parts[2], code: code)
        case ("office", let number?): self = .office(parts[2], number: number)
        default: return nil
        }
    }

    /// Letters, digits and hyphens: nothing else stands in these addresses.
    private static func isPlain(_ part: String) -> Bool {
        (1...80).contains(part.utf8.count)
            && part.utf8.allSatisfy {
                (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0) || $0 == 45
            }
    }

    var takesPost: Bool {
        if case .office = self { return false }
        return true
    }
}
