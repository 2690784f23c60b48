import Adoption
import Catalog
import Dashboards

/// The project's templates, texts and assets, read and checked once.
package struct SiteDesign: Sendable {
    package let shells: PageShells
    package let words: [Wording]
    /// Files of `Dashboards/assets/` by name.
    package let assets: [String: [UInt8]]
    /// Changes when any of them does.
    package let digest: String

    /// - Throws: `Failure.invalid` with file and line of every tag that no page knows.
    package init(_ project: ProjectFolder) throws {
        let templates = try project.templateTexts()
        words = try Language.allCases.map { language in
            let file = "Dashboards/text/\(language.rawValue).yaml"
            return try Wording(language: language, yaml: Files.readText("\(project.path)/\(file)"), file: file)
        }
        let problems = TemplateCheck(templates: templates, words: words).problems()
        guard problems.isEmpty else {
            throw Failure(
                .invalid, problems.map { "Dashboards/\($0)" }.joined(separator: "\n"),
                hint: "テンプレートを直してから、もう一度実行してください。")
        }
        shells = try PageShells(templates: templates)
        var assets: [String: [UInt8]] = [:]
        let folder = project.path + "/Dashboards/assets"
        for name in try Files.names(in: folder) where !Files.isDirectory("\(folder)/\(name)") {
            assets[name] = try Files.read("\(folder)/\(name)")
        }
        self.assets = assets
        let digest = Digest()
        for (name, text) in templates.sorted(by: { $0.key < $1.key }) {
            Array((name + text).utf8).withUnsafeBytes { digest.update($0) }
        }
        for wording in words {
            for key in wording.keys { Array((key + wording(key)).utf8).withUnsafeBytes { digest.update($0) } }
        }
        for (_, bytes) in assets.sorted(by: { $0.key < $1.key }) { bytes.withUnsafeBytes { digest.update($0) } }
        self.digest = String(digest.finish().prefix(12))
    }

    package func words(_ language: Language) -> Wording {
        words.first { $0.language == language } ?? Wording(language: language, entries: [:])
    }
}
