import Adoption
import Analytics
import Catalog
import Interchange

extension ProjectFolder {
    /// Writes the generated pages of `docs/`, or only looks whether they are true.
    /// - Parameter commands: docs/cli.md, which the command line prints of itself.
    /// - Returns: the pages that changed.
    /// - Throws: `Failure.conflict` naming the outdated pages when only checking.
    package func writeDocs(commands: String, checkOnly: Bool) throws -> [String] {
        let reference = try Reference(texts: try referenceTexts())
        let pages = [
            ("docs/cli.md", commands), ("docs/csv-formats.md", CSVFormatsDocument.markdown(reference)),
            ("docs/kpis.md", KPIDocument.markdown(reference)),
            ("docs/campaign-definitions.md", CampaignFileFormat.markdown),
            ("Data/campaigns/campaign.schema.json", CampaignFileFormat.schema),
        ]
        let changed = try pages.filter { name, text in
            try !Files.exists("\(path)/\(name)") || Files.readText("\(path)/\(name)") != text
        }
        if checkOnly, !changed.isEmpty {
            throw Failure(
                .conflict, "生成ページが古くなっています: \(changed.map(\.0).joined(separator: "、"))", hint: "make docs を実行してください。")
        }
        for (name, text) in changed {
            try Files.makeDirectory("\(path)/docs")
            try Files.write(Array(text.utf8), to: "\(path)/\(name)")
        }
        return changed.map(\.0)
    }
}
