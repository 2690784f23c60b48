import Adoption

/// Personal contact data: apart from the facts, changeable and deletable.
package struct CampaignContacts {
    private let connection: any Connection

    package init(_ connection: any Connection) {
        self.connection = connection
    }

    /// Keeps a contact under its key, in place of one that was there.
    /// - Parameter key: new and random, so that nothing is ever overwritten.
    package func put(_ contact: CampaignContact, key: String, campaign: String) throws {
        try connection.execute(
            """
            INSERT INTO campaign_contact (contact, campaign, person, phone, mail)
            VALUES (:contact, :campaign, :person, :phone, :mail)
            """,
            [
                "contact": .text(key), "campaign": .text(campaign), "person": .text(contact.person),
                "phone": .text(contact.phone), "mail": .text(contact.mail),
            ])
    }

    /// By key; emptied ones are not among them.
    package func all(of campaign: String) throws -> [String: CampaignContact] {
        var found: [String: CampaignContact] = [:]
        try connection.query(
            """
            SELECT contact, person, phone, mail FROM campaign_contact
            WHERE campaign = :campaign AND (person <> '' OR phone <> '' OR mail <> '')
            """, ["campaign": .text(campaign)]
        ) { row in
            found[row.text(0)] = CampaignContact(person: row.text(1), phone: row.text(2), mail: row.text(3))
        }
        return found
    }

    /// Whether there is a row, emptied or not: something that is still to be deleted.
    package func hasRows(of campaign: String) throws -> Bool {
        try connection.first(
            "SELECT 1 FROM campaign_contact WHERE campaign = :campaign LIMIT 1", ["campaign": .text(campaign)]
        ) { _ in true } ?? false
    }

    /// Takes the data out of the rows and leaves the rows: they say that the files still have to be cleaned, so that a
    /// deletion that was interrupted is taken up again.
    /// - Parameter key: of one contact; nil: all of the campaign.
    /// - Returns: how many rows there are.
    package func empty(of campaign: String, key: String? = nil) throws -> Int {
        var arguments: Arguments = ["campaign": .text(campaign)]
        if let key { arguments["contact"] = .text(key) }
        return try connection.execute(
            """
            UPDATE campaign_contact SET person = '', phone = '', mail = ''
            WHERE campaign = :campaign\(key == nil ? "" : " AND contact = :contact")
            """, arguments)
    }

    /// Deletes the rows of a campaign.
    /// - Returns: how many were deleted.
    package func delete(of campaign: String) throws -> Int {
        try connection.execute(
            "DELETE FROM campaign_contact WHERE campaign = :campaign", ["campaign": .text(campaign)])
    }

    /// Deletes one row.
    /// - Returns: 1, or 0 when there was none.
    package func delete(key: String) throws -> Int {
        try connection.execute("DELETE FROM campaign_contact WHERE contact = :contact", ["contact": .text(key)])
    }
}
