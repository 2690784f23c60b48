import Adoption
import Catalog
import Storage

extension ProjectFolder {
    /// Checks the reference tables, the templates, the page texts and the campaign definitions.
    /// - Throws: `Failure.invalid` with file and line of what is wrong.
    package func check() throws -> String {
        let reference = try Reference(texts: try referenceTexts())
        _ = try SiteDesign(self)
        return """
            基準データ: 問題ありません(\(reference.prefectures.count)都道府県、\(reference.municipalities.count)市区町村、\
            \(reference.services.count)サービス、\(reference.rules.count)規則)
            テンプレートと文言: 問題ありません
            \(try checkCampaigns(reference))
            """
    }

    /// Writes a synthetic sample in the real formats.
    /// - Returns: what was written, for a person.
    package func writeSample(
        isNational: Bool, prefecture: String?, seed: UInt64, to folder: String
    ) throws -> String {
        if Files.exists(folder) {
            guard Files.isDirectory(folder), try Files.names(in: folder).isEmpty else {
                throw Failure(.conflict, "\(folder) は空のフォルダーではありません。", hint: "新しいフォルダーの名前を指定してください。")
            }
        }
        let number = try prefecture.map { try Reference(texts: referenceTexts()).findPrefecture($0).number }
        let tables = try SampleReference { name in try Files.readText("\(path)/Data/reference/\(name)") }
        let output = SampleFolder(root: folder)
        let summary = try GenerateSample(
            scale: isNational ? .national : number.map(GenerateSample.Scale.prefecture) ?? .shipped, seed: seed,
            reference: tables
        ).run(write: output.write)
        try output.close()
        return "\(folder) に書き出しました: 事業所 \(grouped(summary.offices))、登録の記録 \(grouped(summary.registrations))"
    }
}

extension Workspace {
    /// Checks the database: that it can be read whole and that its facts fit the reference.
    package func check() throws -> String {
        let state = try state()
        let pending = try pendingReferenceFiles()
        var lines = [
            "データベース: \(ledger.driver.engine)、記録 \(state.snapshot.revision)、事業所 \(grouped(state.snapshot.numbers.count))、"
                + "登録 \(grouped(state.snapshot.registrations.from.count))"
        ]
        if !pending.isEmpty { lines.append("基準データ \(pending.joined(separator: "、")) の変更は、fukyu init で反映されます。") }
        return lines.joined(separator: "\n")
    }
}
