import Adoption
import Catalog
import Dashboards
import Glibc

/// What a flyer is asked for.
package struct FlyerRequest: Sendable {
    /// The HTML file to write; the PDF stands beside it, with `.pdf` in place of `.html`.
    package var file: String
    package var language: Language
    /// Whether a PDF is wanted too.
    package var makesPDF: Bool
    /// The value of `PATH`, in which Chromium is looked for.
    package var searchPath: String

    package init(file: String, language: Language, makesPDF: Bool = true, searchPath: String) {
        self.file = file
        self.language = language
        self.makesPDF = makesPDF
        self.searchPath = searchPath
    }
}

/// What was written.
package struct FlyerReport: Sendable {
    package var html: String
    /// Nil when none was wanted, or none could be made.
    package var pdf: String?
    /// Why there is no PDF, and what to do instead; empty when all is well.
    package var note: String
    /// The address in the QR code; nil when the definition names none.
    package var address: String?

    /// What the command says.
    package var text: String {
        var lines = ["\(html) を作りました。"]
        if let pdf { lines.append("\(pdf) を作りました(A4、1ページ)。") }
        if !note.isEmpty { lines.append(note) }
        lines.append(
            address.map { "二次元コードの申込みページ: \($0)" }
                ?? "定義に texts.address がないため、二次元コードはありません。")
        return lines.joined(separator: "\n")
    }
}

extension Workspace {
    /// Writes the flyer of a registered campaign, of its newest version.
    /// - Throws: `Failure.notFound` when there is no such campaign.
    package func makeFlyer(of campaign: String, _ request: FlyerRequest) throws -> FlyerReport {
        let campaign = try self.campaign(campaign)
        return try makeFlyer(campaign.newest.definition, crest: campaign.crest, request)
    }

    /// Writes the flyer of a definition file that need not be registered; the crest that it names lies beside it.
    /// - Throws: `Failure.invalid` with every mistake of the file.
    package func makeFlyer(ofFile path: String, _ request: FlyerRequest) throws -> FlyerReport {
        let definition = try CampaignDefinition(
            yaml: Files.readText(path), file: path, reference: try state().reference)
        return try makeFlyer(definition, crest: try Crest(of: definition, file: path)?.bytes, request)
    }

    /// Writes the flyer of a definition, registered or not.
    package func makeFlyer(
        _ definition: CampaignDefinition, crest: [UInt8]?, _ request: FlyerRequest
    ) throws -> FlyerReport {
        let words = try SiteDesign(project).words(request.language)
        let flyer = Flyer(
            definition, crest: crest, reference: try state().reference, words: words,
            styleSheet: try Files.readText("\(project.path)/Dashboards/flyer/flyer.css"))
        try Files.write(flyer.html(), to: request.file)
        var report = FlyerReport(html: request.file, pdf: nil, note: "", address: definition.formAddress)
        guard request.makesPDF else { return report }
        guard let browser = Chromium(searchPath: request.searchPath) else {
            report.note = Chromium.missing
            return report
        }
        let target = FlyerRequest.pdf(beside: request.file)
        // A browser with wider fonts than estimated: smaller type until one sheet holds it.
        for shrunk in 0...8 {
            if shrunk > 0 { try Files.write(flyer.html(shrunk: shrunk), to: request.file) }
            let pdf = try browser.print(request.file)
            guard Chromium.sheets(of: pdf) <= 1 else { continue }
            try Files.write(pdf, to: target)
            report.pdf = target
            return report
        }
        report.note = "ちらしがA4一枚に収まりませんでした。定義の文を短くしてください。"
        return report
    }
}

extension FlyerRequest {
    static func pdf(beside html: String) -> String {
        (html.hasSuffix(".html") ? String(html.dropLast(5)) : html) + ".pdf"
    }
}
