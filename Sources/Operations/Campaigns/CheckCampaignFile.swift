import Adoption
import Catalog

/// What checking a definition file found.
package struct CampaignFileCheck: Sendable {
    package var file: String
    /// Nil when there is a mistake.
    package var definition: CampaignDefinition?
    /// Mistakes and warnings in the order of the lines.
    package var problems: [DefinitionProblem]

    /// Reads the file, and the crest that it names.
    /// - Throws: `Failure.notFound` or `.invalid` when the file itself cannot be read.
    package init(file: String, names: ReferenceNames) throws {
        let text = try Files.readText(file)
        self.file = file
        (definition, problems) = CampaignDefinition.read(yaml: text, file: file, names: names)
        guard let crest = definition?.texts.crest else { return }
        do {
            _ = try Crest(bytes: Files.read("\(Files.parent(file))/\(crest)"), name: crest)
        } catch let failure as Failure {
            definition = nil
            problems.append(
                DefinitionProblem(at: ["texts", "crest"], yaml: text, file: file, found: failure.description))
        }
    }

    package var hasMistakes: Bool { definition == nil }

    /// Every problem in a line of its own, and what it comes to.
    package var text: String {
        let lines = problems.map(\.description)
        let warnings = problems.filter { $0.severity == .warning }.count
        guard let definition else {
            return (lines + ["誤り \(problems.count - warnings)件、注意 \(warnings)件"]).joined(separator: "\n")
        }
        let result = warnings == 0 ? "問題ありません" : "使えます。注意が\(warnings)件あります"
        return
            (lines + ["\(file): \(result)(\(definition.organiser)「\(definition.title)」、枠\(definition.frames.count))"])
            .joined(separator: "\n")
    }
}

extension Workspace {
    /// Checks a definition file against the reference in the database, without recording anything.
    /// - Throws: `Failure` when the file cannot be read.
    package func checkCampaign(file: String) throws -> CampaignFileCheck {
        try CampaignFileCheck(file: file, names: ReferenceNames(try state().reference))
    }
}

extension ProjectFolder {
    /// Checks every definition of `Data/campaigns/`; a project without that folder has none.
    /// - Returns: what was checked, for a person, with every warning.
    /// - Throws: `Failure.invalid` with every mistake of every file.
    func checkCampaigns(_ reference: Reference) throws -> String {
        let folder = "\(path)/Data/campaigns"
        guard Files.isDirectory(folder) else { return "キャンペーン定義: ありません" }
        let names = try Files.names(in: folder).filter { $0.hasSuffix(".yaml") || $0.hasSuffix(".yml") }.sorted()
        let known = ReferenceNames(reference)
        let checks = try names.map { try CampaignFileCheck(file: "\(folder)/\($0)", names: known) }
        var problems = checks.flatMap(\.problems)
        var files: [String: String] = [:]
        for check in checks {
            guard let id = check.definition?.id else { continue }
            if let other = files[id] {
                problems.append(
                    DefinitionProblem(
                        file: check.file, line: 0, column: 0, found: "ID「\(id)」は\(Files.lastComponent(other))にもあります。",
                        suggestion: "IDは一つずつ違う名前にしてください。"))
            }
            files[id] = check.file
        }
        if problems.contains(where: { $0.severity == .mistake }) { throw Failure(problems) }
        let lines = problems.map(\.description) + ["キャンペーン定義: 問題ありません(\(checks.count)ファイル)"]
        return lines.joined(separator: "\n")
    }
}
