import Adoption
import Catalog
import Storage

extension Workspace {
    /// Puts the project's reference files into the ledger, checking them first. Does nothing for files that are there
    /// already, so it is also how an edited table takes effect.
    /// - Returns: the names of the files that changed.
    package func initialise(actor: String, reason: String = "") throws -> [String] {
        let texts = try project.referenceTexts()
        _ = try Reference(texts: texts)
        return try ledger.recordReference(
            texts, Author(actor: actor, operation: "init", reason: reason), at: clock())
    }

    /// Reference files whose text in the project differs from the ledger's: an edit waits for `fukyu init`.
    package func pendingReferenceFiles() throws -> [String] {
        let recorded = try ledger.referenceTexts(at: try ledger.headRevision())
        return try project.referenceTexts().filter { recorded[$0.key] != $0.value }.map(\.key).sorted()
    }
}
