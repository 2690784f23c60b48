import Adoption
import Storage

extension Workspace {
    /// Takes an import back; what it replaced holds again.
    /// - Returns: later imports of the same kind that should be imported again.
    package func undoImport(_ number: Int64, actor: String, reason: String) throws -> [Int64] {
        try ledger.undoImport(
            number, Author(actor: actor, operation: "import undo \(number)", reason: reason), at: clock())
    }
}
