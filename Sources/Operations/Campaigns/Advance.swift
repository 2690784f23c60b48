import Adoption
import Analytics
import Storage

/// What was due and is recorded now.
package struct AdvanceReport: Sendable {
    package var steps: [EnrollmentStep] = []
    /// Campaigns whose contacts were deleted, with how many there were.
    package var deletedContacts: [(campaign: String, count: Int)] = []

    package var isEmpty: Bool { steps.isEmpty && deletedContacts.isEmpty }
}

extension Workspace {
    /// Records what is due in all campaigns: deadlines that passed, places for those who wait; deletes contact data on
    /// their day. Asked every minute by `serve` and whenever somebody writes; asking twice changes nothing.
    package func advanceCampaigns(actor: String = CampaignBook.rules) throws -> AdvanceReport {
        var report = AdvanceReport()
        let now = clock()
        for campaign in try state().campaigns {
            if !campaign.book.due(at: now).isEmpty {
                let author = Author(actor: actor, operation: "campaign advance \(campaign.id)", reason: "")
                let steps = try atDesk(of: campaign.id, author) { desk in
                    desk.book.enrollments.flatMap(\.steps).filter { $0.recordedAt == desk.now }
                }
                report.steps += steps.sorted { $0.fact < $1.fact }
            }
            if now.dayInJapan >= campaign.newest.definition.deadlines.contactsUntil {
                let count = try deleteContacts(of: campaign.id)
                if count > 0 { report.deletedContacts.append((campaign.id, count)) }
            }
        }
        return report
    }

    /// Deletes the contact data of a campaign, in the database's files too.
    @discardableResult
    package func deleteContacts(of campaign: String) throws -> Int {
        guard try ledger.read({ try CampaignContacts($0).hasRows(of: campaign) }) else { return 0 }
        // The rows go last: while they are there, cleaning the files is tried again.
        _ = try ledger.driver.transaction { try CampaignContacts($0).empty(of: campaign) }
        try ledger.driver.scrub("campaign_contact")
        return try ledger.driver.transaction { try CampaignContacts($0).delete(of: campaign) }
    }

    /// Deletes one applicant's contact data, at their wish.
    /// - Throws: `Failure.notFound` when there are none.
    package func deleteContact(receipt: Int, of campaign: String) throws {
        guard let key = try self.campaign(campaign).book.enrollment(receipt)?.application.contact,
            try ledger.driver.transaction({ try CampaignContacts($0).empty(of: campaign, key: key) }) > 0
        else {
            throw Failure(.notFound, "受付番号 \(receipt) の連絡先はありません(または、すでに消されています)。")
        }
        try ledger.driver.scrub("campaign_contact")
        _ = try ledger.driver.transaction { try CampaignContacts($0).delete(key: key) }
    }

    /// Contact data by receipt number: for staff only.
    package func contacts(of campaign: Campaign) throws -> [Int: CampaignContact] {
        let all = try ledger.read { try CampaignContacts($0).all(of: campaign.id) }
        var found: [Int: CampaignContact] = [:]
        for enrollment in campaign.book.enrollments {
            if let key = enrollment.application.contact, let contact = all[key] { found[enrollment.receipt] = contact }
        }
        return found
    }
}
