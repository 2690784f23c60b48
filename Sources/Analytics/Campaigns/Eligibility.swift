import Adoption

/// Whether an office may take part in a frame, as of a day: one finding for each thing that was looked at.
package struct Eligibility: Hashable, Sendable {
    package enum Outcome: String, CaseIterable, Sendable {
        case eligible
        case needsCheck = "needs_check"
        case ineligible
    }

    package struct Finding: Hashable, Sendable {
        package enum Check: String, CaseIterable, Sendable {
            case office, area, service, use, seminar, declaration, corporation, limit, payment, partner
        }

        package enum Result: String, CaseIterable, Sendable {
            case ok, refused
            case needsCheck = "needs_check"
        }

        package var check: Check
        /// Of which office; `both` where it is about the two together.
        package var party: CampaignCondition.Party
        package var result: Result
        package var reason: CampaignReason
        package var evidence: [Evidence]

        package init(
            _ check: Check, of party: CampaignCondition.Party, _ result: Result, _ reason: CampaignReason,
            evidence: [Evidence] = []
        ) {
            self.check = check
            self.party = party
            self.result = result
            self.reason = reason
            self.evidence = evidence
        }
    }

    /// An application that was received before, in the same campaign.
    package struct Earlier: Hashable, Sendable {
        package var receipt: Int
        package var offices: [OfficeNumber]
        package var isLiving: Bool

        package init(receipt: Int, offices: [OfficeNumber], isLiving: Bool) {
            self.receipt = receipt
            self.offices = offices
            self.isLiving = isLiving
        }

        package init(_ enrollment: Enrollment) {
            self.init(receipt: enrollment.receipt, offices: enrollment.offices, isLiving: enrollment.isLiving)
        }
    }

    /// What was paid to an office in another campaign.
    package struct OtherPayment: Hashable, Sendable {
        package var campaign: String
        package var office: OfficeNumber
        package var day: Day
        package var fact: Int64

        package init(campaign: String, office: OfficeNumber, day: Day, fact: Int64) {
            self.campaign = campaign
            self.office = office
            self.day = day
            self.fact = fact
        }
    }

    /// Who asks for a place in which frame.
    package struct Question: Hashable, Sendable {
        package var frame: CampaignFrame
        package var limits: CampaignLimits
        package var area: MunicipalityCode
        package var office: OfficeNumber
        package var partner: OfficeNumber?
        package var declarations: [String]
        package var earlier: [Earlier]
        package var payments: [OtherPayment]

        package init(
            frame: CampaignFrame, of definition: CampaignDefinition, office: OfficeNumber, partner: OfficeNumber? = nil,
            declarations: [String] = [], earlier: [Earlier] = [], payments: [OtherPayment] = []
        ) {
            self.frame = frame
            limits = definition.limits
            area = definition.area
            self.office = office
            self.partner = partner
            self.declarations = declarations
            self.earlier = earlier
            self.payments = payments
        }
    }

    /// Office by office, then what concerns both; in a fixed order of checks.
    package var findings: [Finding]
    /// The office that applied fits the partner's rules and the other way round (`CampaignFrame.eitherOrder`).
    package var isSwapped: Bool

    package init(findings: [Finding], isSwapped: Bool) {
        self.findings = findings
        self.isSwapped = isSwapped
    }

    package var outcome: Outcome {
        if findings.contains(where: { $0.result == .refused }) { return .ineligible }
        return findings.contains { $0.result == .needsCheck } ? .needsCheck : .eligible
    }

    package var refusals: [Finding] { findings.filter { $0.result == .refused } }

    package var openChecks: [Finding] { findings.filter { $0.result == .needsCheck } }
}
