import Adoption
import Analytics
import Dashboards

/// The campaigns among the pages of an edition.
extension SiteEdition {
    /// `/campaigns/ID/` and, for each receipt with a standing consent, `/campaigns/ID/cases/N/`.
    var campaignPaths: [PagePath] {
        campaigns.ids.flatMap { id -> [PagePath] in
            guard let report = campaigns.report(id) else { return [] }
            let receipts = Set(report.cases.map(\.study.receipt)).sorted()
            return [.campaign(id)] + receipts.map { .caseStudy(id, receipt: $0) }
        }
    }

    /// What the pages of a campaign are made from, the comparison with other municipalities included; nil when there
    /// is no such campaign.
    package func campaignReport(_ id: String) -> CampaignReport? { campaigns.fullReport(id) }

    /// The page of a campaign (`campaigns`, ID) or of a case (`campaigns`, ID, `cases`, N); nil for any other address.
    func campaignPage(_ parts: [Substring]) -> Page? {
        guard parts.count >= 2, parts[0] == "campaigns" else { return nil }
        let id = String(parts[1])
        switch parts.count {
        case 2:
            return campaigns.fullReport(id).map { report in
                CampaignPage(
                    setting: setting, report: report,
                    municipality: state.reference.municipalityIndex(of: report.definition.area)
                        .map { standing.municipalities[$0] }
                ).page()
            }
        case 4 where parts[2] == "cases":
            // `Int` reads `+3` and `03` too: a page has one address.
            guard let receipt = Int(parts[3]), String(receipt) == parts[3], let report = campaigns.report(id) else {
                return nil
            }
            return CaseStudyPage(
                setting: setting, definition: report.definition, version: report.version,
                cases: report.cases.filter { $0.study.receipt == receipt }
            ).page()
        default: return nil
        }
    }

    /// The campaigns on the page of an area; nil where there is none.
    func campaignBlock(of area: AreaSelection) -> Block? {
        CampaignBlock(setting: setting, reports: campaigns.reports(of: area)).block()
    }
}
