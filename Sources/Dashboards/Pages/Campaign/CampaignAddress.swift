import Adoption

extension PagePath {
    package static func campaign(_ id: String) -> PagePath { PagePath("/campaigns/\(id)/") }

    /// 活用事例 of the application with a receipt number.
    package static func caseStudy(_ id: String, receipt: Int) -> PagePath {
        PagePath("/campaigns/\(id)/cases/\(receipt)/")
    }

    /// The form on the server; the published folder has none.
    package static func campaignForm(_ id: String) -> PagePath { PagePath("/campaigns/\(id)/apply") }
}

extension CampaignDefinition {
    /// Where the form is reached from outside, as the flyer and its QR code say it; nil when the definition names no
    /// address, or one that is not of the web.
    package var formAddress: String? {
        guard var address = texts.address, address.isWebAddress else { return nil }
        while address.hasSuffix("/") { address.removeLast() }
        return address + PagePath.campaignForm(id).description
    }
}

extension String {
    /// `https://…` or `http://…`: nothing else becomes a link.
    var isWebAddress: Bool {
        let lower = lowercased()
        return lower.hasPrefix("https://") || lower.hasPrefix("http://")
    }
}
