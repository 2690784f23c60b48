import Adoption
import Mustache

/// The parsed templates: page shells into which the finished parts of a page are put. Build it once; it is immutable
/// and shared by all requests.
package struct PageShells: Sendable {
    /// The folder of the templates for pages without their own.
    static let fallback = "page"

    private let library: MustacheLibrary
    /// The blocks that a page template places, so that `rest` can hold the others. By template path, its partials
    /// included.
    private let placements: [String: [Placement]]

    /// `templates` by their path under `Dashboards/`: `municipality/page.html.mustache` → text.
    ///
    /// Throws `MustacheTemplate.ParserError` for a template that cannot be parsed. `TemplateCheck` finds that and more,
    /// with file and line; call it first.
    package init(templates: [String: String]) throws {
        SafeContent.register()
        var parsed: [String: MustacheTemplate] = [:]
        var placements: [String: [Placement]] = [:]
        for (path, text) in templates {
            let name = PageShells.name(of: path)
            parsed[name] = try MustacheTemplate(string: text)
            placements[name] = PageShells.placements(in: text, templates: templates)
        }
        library = MustacheLibrary(templates: parsed)
        self.placements = placements
    }

    /// A page as HTML or text through its template.
    func render(_ parts: any ShellParts, form: String) -> String {
        let own = "\(parts.page.kind.name)/page.\(form)"
        let name = library.getTemplate(named: own) == nil ? "\(PageShells.fallback)/page.\(form)" : own
        guard let template = library.getTemplate(named: name) else { return "" }
        return template.render(ShellContext(parts: parts, placements: placements[name] ?? []), library: library)
    }

    /// `_partials/head.html.mustache` → `head.html`, the name in `{{> head.html}}`.
    private static func name(of path: String) -> String {
        var name = path
        if name.hasSuffix(".mustache") { name.removeLast(".mustache".utf8.count) }
        if name.hasPrefix("_partials/") { name.removeFirst("_partials/".utf8.count) }
        return name
    }

    private static func placements(
        in text: String, templates: [String: String], under outer: [Placement.Condition] = [], depth: Int = 0
    ) -> [Placement] {
        // Partials that include each other in a circle would hang swift-mustache as well; eight levels are enough.
        guard depth < 8 else { return [] }
        var found: [Placement] = []
        var open = outer
        for tag in TemplateTags(text).tags {
            switch tag.kind {
            case .fragment where tag.name.hasPrefix(ShellKeys.block):
                found.append(Placement(block: String(tag.name.dropFirst(ShellKeys.block.count)), conditions: open))
            case .section, .inverted:
                let id = String(tag.name.dropFirst(ShellKeys.has.count))
                open.append(Placement.Condition(block: id, isPresent: tag.kind == .section))
            case .close: if open.count > outer.count { open.removeLast() }
            case .partial:
                guard let partial = templates["_partials/\(tag.name).mustache"] else { continue }
                found += placements(in: partial, templates: templates, under: open, depth: depth + 1)
            default: break
            }
        }
        return found
    }
}

/// That a template places a block, and under which `{{#has.ID}}` sections it does.
struct Placement: Sendable {
    struct Condition: Sendable {
        var block: String
        var isPresent: Bool
    }

    var block: String
    var conditions: [Condition]

    func holds(for page: Page) -> Bool {
        conditions.allSatisfy { condition in
            page.blocks.contains { $0.id == condition.block } == condition.isPresent
        }
    }
}

/// The finished parts of a page in one form.
protocol ShellParts {
    var page: Page { get }
    var words: Wording { get }
    var links: Links { get }
    func fragment(_ name: String) -> String?
    func text(of block: Block) -> String
}

/// What mustache asks for names. Nothing here is found by reflection, and no value is a lambda: a text that a lambda
/// returns would be parsed as a template again.
struct ShellContext: MustacheParent {
    let parts: any ShellParts
    let placements: [Placement]

    func child(named name: String) -> Any? {
        let page = parts.page
        switch name {
        case "lang": return page.language.rawValue
        case "title": return page.title
        case "kick": return page.kick
        case "path": return page.path.description
        case "as_of": return parts.words.format.day(page.context.asOf)
        case "print_title":
            let day = parts.words("context.as_of", ["day": parts.words.format.day(page.context.asOf)])
            return [page.title, page.context.brief, day].filter { !$0.isEmpty }.joined(separator: " | ")
        case "url": return AddressContext(page: page, links: parts.links)
        case "text": return TextContext(words: parts.words, prefix: "")
        case "block": return BlockContext(parts: parts)
        case "has": return PresenceContext(page: page)
        case "rest":
            let placed = Set(placements.filter { $0.holds(for: page) }.map(\.block))
            return page.blocks.filter { !placed.contains($0.id) }.map(parts.text).joined(separator: "\n")
        default: return parts.fragment(name)
        }
    }
}

private struct AddressContext: MustacheParent {
    let page: Page
    let links: Links

    func child(named name: String) -> Any? {
        switch name {
        case "home": links.page(.national)
        case "definitions": links.page(.definitions)
        case "css": links.asset("fukyu.css")
        case "icon": links.asset("icon.svg")
        case "txt": links.form("index.txt", of: page.path)
        case "json": links.form("index.json", of: page.path)
        case "csv": links.form("index.csv", of: page.path)
        default: nil
        }
    }
}

/// Walks down a key with dots: `text.shell.skip`.
private struct TextContext: MustacheParent {
    let words: Wording
    let prefix: String

    func child(named name: String) -> Any? {
        let key = prefix + name
        return words.has(key) ? words(key) : TextContext(words: words, prefix: key + ".")
    }
}

private struct BlockContext: MustacheParent {
    let parts: any ShellParts

    func child(named name: String) -> Any? {
        parts.page.blocks.first { $0.id == name }.map(parts.text)
    }
}

private struct PresenceContext: MustacheParent {
    let page: Page

    func child(named name: String) -> Any? {
        page.blocks.contains { $0.id == name }
    }
}
