import Adoption
import Catalog

/// A definition to begin with: the shipped example of the flyer, with all its comments, under another id.
package struct CampaignTemplate {
    package let text: String

    private static let example = "shizuoka-2026"

    /// - Throws: `Failure.invalid` when the id cannot be one, `Failure.notFound` when the example is not there.
    package init(id: String, project: ProjectFolder) throws {
        let example = try Files.readText("\(project.path)/Data/campaigns/\(CampaignTemplate.example).yaml")
        let text = example.replacing(CampaignTemplate.example, with: id)
        let reference = try Reference(texts: try project.referenceTexts())
        let definition = CampaignDefinition.read(yaml: text, file: "", reference: reference).definition
        // The ids of the surveys begin with the campaign's and are subject to the same rule.
        guard definition?.id == id else {
            throw Failure(
                .invalid, "「\(id)」は、キャンペーンのidに使えません。", hint: "半角の英小文字・数字・ハイフンで、34字まで(例: shizuoka-2027)にしてください。")
        }
        self.text = text
    }
}
