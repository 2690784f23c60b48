/// データ連携促進キャンペーン as one version of its definition says it: who may apply until when, for which places, on
/// which conditions, for which reward. Everything in which the real schemes differ is here as data.
package struct CampaignDefinition: Sendable, Hashable {
    /// The key in addresses and commands: `shizuoka-2026`, lower-case letters, digits and hyphens.
    package var id: String
    package var title: String
    /// The municipality or the prefecture (its six-digit code) that runs it: whose pages show it.
    package var area: MunicipalityCode
    /// 主催
    package var organiser: String
    /// 募集期間, both ends inclusive to the minute: `closes` is the first instant that is too late.
    package var opens: Instant
    package var closes: Instant
    /// キャンペーン期間: the days from which and until which the offices are to use the exchange.
    package var begins: Day
    package var ends: Day
    package var frames: [CampaignFrame]
    /// Places of all frames together; nil: the frames' own numbers alone.
    package var places: Int?
    /// Yen for all rewards together; nil when there is no limit.
    package var budget: Int?
    /// How often an office, or a corporation, may take part; other subsidies for the same cost.
    package var limits: CampaignLimits
    package var deadlines: CampaignDeadlines
    package var texts: CampaignTexts
    /// Codes of the routes whose registrations count as use here; empty: those that the municipality's KPI rule counts
    /// on the day that is judged.
    package var routes: [String]

    package init(
        id: String, title: String, area: MunicipalityCode, organiser: String, opens: Instant, closes: Instant,
        begins: Day, ends: Day, frames: [CampaignFrame], places: Int?, budget: Int?, limits: CampaignLimits,
        deadlines: CampaignDeadlines, texts: CampaignTexts, routes: [String] = []
    ) {
        self.id = id
        self.title = title
        self.area = area
        self.organiser = organiser
        self.opens = opens
        self.closes = closes
        self.begins = begins
        self.ends = ends
        self.frames = frames
        self.places = places
        self.budget = budget
        self.limits = limits
        self.deadlines = deadlines
        self.texts = texts
        self.routes = routes
    }

    /// The last minute of the recruitment window in which an application is received.
    package var lastMinute: Instant { Instant(milliseconds: closes.milliseconds - 60_000) }

    package func frame(_ id: String) -> CampaignFrame? { frames.first { $0.id == id } }
}

/// 枠: a kind of participation with its own places, applicants, conditions and reward.
package struct CampaignFrame: Sendable, Hashable {
    package enum Kind: String, CaseIterable, Sendable {
        /// ①A 一般枠 (1事業所)
        case single
        /// ①B 一般枠 (居宅介護支援事業所とサービス事業所の組)
        case pair
        /// ② モデル事業所枠
        case model
        /// 紹介枠: an office that already uses the exchange brings a new partner.
        case referral

        /// Whether a second office must confirm before the application counts.
        package var needsPartner: Bool { self == .pair || self == .referral }
    }

    package var id: String
    package var kind: Kind
    package var title: String
    /// Places of this frame; an application, of a pair too, takes one. Nil: only the campaign's total counts.
    package var places: Int?
    /// So many of the places are kept for offices that attended a seminar (研修会参加者向け特別枠).
    package var reservedForAttendees: Int
    /// Which seminars give a right to them.
    package var reservedSeminar: CampaignSeminar
    /// How many may wait; nil: as many as come. 0: no waiting list.
    package var waiting: Int?
    package var applicant: CampaignApplicants
    /// The second office's; nil where the frame has none.
    package var partner: CampaignApplicants?
    /// The two offices must belong to different corporations (法人番号).
    package var differentCorporations: Bool
    /// The rules for applicant and partner may be met the other way round: either office of a pair may apply first.
    package var eitherOrder: Bool
    package var conditions: [CampaignCondition]
    package var rewards: [CampaignReward]

    package init(
        id: String, kind: Kind, title: String, places: Int?, reservedForAttendees: Int = 0,
        reservedSeminar: CampaignSeminar = CampaignSeminar(), waiting: Int? = nil,
        applicant: CampaignApplicants, partner: CampaignApplicants? = nil, differentCorporations: Bool = false,
        eitherOrder: Bool = false, conditions: [CampaignCondition], rewards: [CampaignReward]
    ) {
        self.id = id
        self.kind = kind
        self.title = title
        self.places = places
        self.reservedForAttendees = reservedForAttendees
        self.reservedSeminar = reservedSeminar
        self.waiting = waiting
        self.applicant = applicant
        self.partner = partner
        self.differentCorporations = differentCorporations
        self.eitherOrder = eitherOrder
        self.conditions = conditions
        self.rewards = rewards
    }
}

/// Who may apply: judged on the day of the application by the ledger.
package struct CampaignApplicants: Sendable, Hashable {
    package enum Use: String, CaseIterable, Sendable {
        case any
        /// まだ利用していない事業所
        case notYet = "not_yet"
        /// 既に利用している事業所
        case already
        /// Has never used it, not even in the past (新規).
        case never
    }

    /// Where the office must lie; municipalities, or one prefecture's code for all of its municipalities.
    package var areas: [MunicipalityCode]
    /// Service codes, one of which the office must offer; empty: any.
    package var services: [String]
    package var use: Use
    /// Offices whose services are all suspended may apply.
    package var acceptsSuspended: Bool
    /// Offices that offer the services by みなし指定 only may apply.
    package var acceptsDeemed: Bool
    /// The office must have attended a seminar before it applies.
    package var attendedSeminar: CampaignSeminar?
    /// What the applicant declares by ticking, each in one sentence: no other subsidy, users in the last 3 months ….
    package var declarations: [CampaignDeclaration]

    package init(
        areas: [MunicipalityCode], services: [String] = [], use: Use = .any, acceptsSuspended: Bool = false,
        acceptsDeemed: Bool = true, attendedSeminar: CampaignSeminar? = nil, declarations: [CampaignDeclaration] = []
    ) {
        self.areas = areas
        self.services = services
        self.use = use
        self.acceptsSuspended = acceptsSuspended
        self.acceptsDeemed = acceptsDeemed
        self.attendedSeminar = attendedSeminar
        self.declarations = declarations
    }
}

package struct CampaignDeclaration: Sendable, Hashable {
    package var id: String
    package var text: String

    package init(id: String, text: String) {
        self.id = id
        self.text = text
    }
}

/// Which seminars count as attended: by their ids, or any of a kind within days.
package struct CampaignSeminar: Sendable, Hashable {
    /// Ids of outreach activities; empty: any seminar of the campaign's area within the days.
    package var activities: [String]
    package var from: Day?
    package var through: Day?

    package init(activities: [String] = [], from: Day? = nil, through: Day? = nil) {
        self.activities = activities
        self.from = from
        self.through = through
    }
}

package struct CampaignLimits: Sendable, Hashable {
    /// One living application for each office number.
    package var oncePerOffice: Bool
    /// One living application for each corporation (法人番号).
    package var oncePerCorporation: Bool
    /// Campaigns (ids) in which an office must not have been paid: 他の補助との重複.
    package var notWith: [String]

    package init(oncePerOffice: Bool = true, oncePerCorporation: Bool = false, notWith: [String] = []) {
        self.oncePerOffice = oncePerOffice
        self.oncePerCorporation = oncePerCorporation
        self.notWith = notWith
    }
}

package struct CampaignDeadlines: Sendable, Hashable {
    /// Hours within which the partner must confirm.
    package var partnerHours: Int
    /// Hours for which an offered place is held; nil: a place that becomes free is given without asking.
    package var offerHours: Int?
    /// After this day no free place is offered any more.
    package var offersUntil: Day
    /// The day on which contact data are deleted.
    package var contactsUntil: Day

    package init(partnerHours: Int, offerHours: Int?, offersUntil: Day, contactsUntil: Day) {
        self.partnerHours = partnerHours
        self.offerHours = offerHours
        self.offersUntil = offersUntil
        self.contactsUntil = contactsUntil
    }
}

/// What the flyer, the form and the pages say.
package struct CampaignTexts: Sendable, Hashable {
    /// One or two sentences: what it is for.
    package var summary: String
    /// 申込みから支払いまでの流れ, in order.
    package var steps: [String]
    /// 問い合わせ先: department, phone, mail, opening hours, as lines.
    package var contact: [String]
    /// 注意事項: 内容は変更になることがあります ….
    package var notes: [String]
    /// What the applicant agrees to about the personal data.
    package var consent: String
    /// A file with the crest beside the definition (SVG or PNG); nil: none.
    package var crest: String?
    /// The address at which the form is reached from outside, without the path: `https://kaigo.city.example.jp`.
    package var address: String?
    /// The catch phrase of the flyer.
    package var catchphrase: String

    package init(
        summary: String, steps: [String], contact: [String], notes: [String], consent: String, crest: String?,
        address: String?, catchphrase: String
    ) {
        self.summary = summary
        self.steps = steps
        self.contact = contact
        self.notes = notes
        self.consent = consent
        self.crest = crest
        self.address = address
        self.catchphrase = catchphrase
    }
}

/// A version of a definition, in force from a stated instant; earlier decisions keep the version that they were made
/// under.
package struct CampaignVersion: Sendable, Hashable {
    /// 1, 2, 3 …
    package var number: Int
    package var effective: Instant
    package var definition: CampaignDefinition

    package init(number: Int, effective: Instant, definition: CampaignDefinition) {
        self.number = number
        self.effective = effective
        self.definition = definition
    }
}
