import Adoption

/// A page on which somebody fills something in, or is told what came of it, in one language before it has a form: the
/// application to a campaign, its receipt, the answer to an offer. Written as HTML only; nothing here is a figure.
package struct Form: Sendable {
    package var path: PagePath
    package var language: Language
    /// Window title; where the form came back with mistakes it says so first.
    package var title: String
    package var kick: String
    package var headline: String
    package var lead: [Line]
    /// Who runs it, and until when: the labelled lines under the headline.
    package var context: [ContextLine]
    package var breadcrumb: [Crumb]
    package var asOf: Day
    package var parts: [FormPart]
    package var notes: [Line]
    /// Files of `assets/`; the form works without them.
    package var scripts: [String]

    package init(
        path: PagePath, language: Language, title: String, kick: String, headline: String, lead: [Line] = [],
        context: [ContextLine] = [], breadcrumb: [Crumb] = [], asOf: Day, parts: [FormPart] = [], notes: [Line] = [],
        scripts: [String] = []
    ) {
        self.path = path
        self.language = language
        self.title = title
        self.kick = kick
        self.headline = headline
        self.lead = lead
        self.context = context
        self.breadcrumb = breadcrumb
        self.asOf = asOf
        self.parts = parts
        self.notes = notes
        self.scripts = scripts
    }
}

/// What stands below the headline, in order.
package enum FormPart: Sendable {
    case notice(FormNotice)
    case facts(FormFacts)
    case text(FormText)
    case entry(FormEntry)
}

/// Something that must not be overlooked.
package struct FormNotice: Sendable {
    package enum Tone: Sendable {
        /// It went well.
        case good
        /// It needs a look or an act.
        case attention
        case neutral
    }

    package var tone: Tone
    package var title: String
    package var text: [Line]

    package init(_ tone: Tone, _ title: String, _ text: [Line] = []) {
        self.tone = tone
        self.title = title
        self.text = text
    }
}

/// Labelled facts: the receipt.
package struct FormFacts: Sendable {
    package struct Fact: Sendable {
        package enum Value: Sendable {
            case text([Line])
            /// In large type: a receipt number.
            case large(String)
            /// To be written down or read out letter by letter.
            case code(String)
            /// A whole address, so that it can be written down and reads the same on paper.
            case address(String, label: String)
        }

        package var label: String
        package var value: Value

        package init(_ label: String, _ value: Value) {
            self.label = label
            self.value = value
        }

        package init(_ label: String, _ text: String) {
            self.init(label, .text([Line(text)]))
        }
    }

    package var id: String
    package var title: String
    package var text: [Line]
    package var facts: [Fact]

    package init(_ id: String, title: String, text: [Line] = [], _ facts: [Fact]) {
        self.id = id
        self.title = title
        self.text = text
        self.facts = facts
    }
}

/// Paragraphs or a list under a heading.
package struct FormText: Sendable {
    package enum Style: Sendable { case paragraphs, list, steps }

    package var id: String
    package var title: String
    package var lines: [Line]
    package var style: Style

    package init(_ id: String, title: String, _ lines: [Line], style: Style = .paragraphs) {
        self.id = id
        self.title = title
        self.lines = lines
        self.style = style
    }
}

/// Something to fill in and to send; without fields, a button.
package struct FormEntry: Sendable {
    package enum Method: Sendable {
        /// Asks for another page and changes nothing.
        case get
        case post
    }

    package var id: String
    package var method: Method
    /// Relative to the form's own address.
    package var action: String
    package var hidden: [FormHidden]
    package var sections: [FormSection]
    package var submit: String
    /// The one thing to do on the page, or one of several.
    package var isPrimary: Bool
    /// A way out that changes nothing: its text and its relative address.
    package var cancel: (text: String, address: String)?

    package init(
        _ id: String, _ method: Method, action: String, hidden: [FormHidden] = [], sections: [FormSection] = [],
        submit: String, isPrimary: Bool = true, cancel: (text: String, address: String)? = nil
    ) {
        self.id = id
        self.method = method
        self.action = action
        self.hidden = hidden
        self.sections = sections
        self.submit = submit
        self.isPrimary = isPrimary
        self.cancel = cancel
    }

    /// Fields that were not accepted, in the order of the page.
    package var mistakes: [FormField] { sections.flatMap(\.fields).filter { $0.problem != nil } }
}

package struct FormHidden: Sendable, Hashable {
    package var name: String
    package var value: String

    package init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
    }
}

package struct FormSection: Sendable {
    package var title: String
    package var text: [Line]
    package var fields: [FormField]

    package init(_ title: String, text: [Line] = [], _ fields: [FormField]) {
        self.title = title
        self.text = text
        self.fields = fields
    }
}

/// A question with the place for its answer.
package struct FormField: Sendable {
    package enum Kind: Sendable {
        /// 事業所番号. `lookup`: the relative address before the number at which a script asks for the name; `found`:
        /// what the ledger says about the number that was typed.
        case officeNumber(lookup: String, found: String)
        /// One line; the token says to the browser what it is (`name`, `off`).
        case text(autocomplete: String)
        case telephone
        case mail
        /// One of several.
        case choice([FormOption])
        /// Ticked or not; the value is sent when it is.
        case checkbox(value: String, isTicked: Bool)
        /// Seen by programs only: whoever fills it in is one.
        case trap
    }

    package var name: String
    package var label: String
    package var hint: String
    /// Why the answer was not accepted; nil when it was, or before the first attempt.
    package var problem: String?
    package var value: String
    package var isRequired: Bool
    package var kind: Kind

    package init(
        _ name: String, _ kind: Kind, label: String, hint: String = "", problem: String? = nil, value: String = "",
        isRequired: Bool = false
    ) {
        self.name = name
        self.kind = kind
        self.label = label
        self.hint = hint
        self.problem = problem
        self.value = value
        self.isRequired = isRequired
    }

    /// The id of its element in the page: what a mistake's link leads to.
    package var elementID: String {
        switch kind {
        case .checkbox(let value, _): "f-\(name)-\(value)"
        case .choice(let options): "f-\(name)-\(options.first { !$0.isClosed }?.value ?? "")"
        default: "f-\(name)"
        }
    }
}

package struct FormOption: Sendable, Hashable {
    package var value: String
    package var label: String
    package var note: String
    /// Shown, with the reason in the note, but not to be chosen.
    package var isClosed: Bool

    package init(_ value: String, label: String, note: String = "", isClosed: Bool = false) {
        self.value = value
        self.label = label
        self.note = note
        self.isClosed = isClosed
    }
}
