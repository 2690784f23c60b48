import Adoption
import Dashboards

/// An address of the site: a page in one of its forms, or a file of `assets/`.
package enum SitePath: Sendable, Hashable, CustomStringConvertible {
    case page(PagePath, PageForm)
    case asset(String)

    /// Reads `/prefectures/22/`, `/prefectures/22/index.csv`, `/assets/fukyu.css`; nil for anything else.
    package init?(_ path: String) {
        guard path.hasPrefix("/"), !path.contains(".."), !path.contains("//") else { return nil }
        if path.hasPrefix("/assets/") {
            let name = String(path.dropFirst("/assets/".count))
            guard !name.isEmpty, !name.contains("/") else { return nil }
            self = .asset(name)
            return
        }
        guard let slash = path.lastIndex(of: "/") else { return nil }
        let folder = String(path[...slash])
        let file = String(path[path.index(after: slash)...])
        if file.isEmpty {
            self = .page(PagePath(folder), .html)
        } else if let form = PageForm.allCases.first(where: { $0.fileName == file }) {
            self = .page(PagePath(folder), form)
        } else {
            return nil
        }
    }

    /// Where the page of an address without the slash at the end is: its relative links need the slash.
    package static func withSlash(_ path: String) -> String? {
        guard !path.hasSuffix("/"), let last = path.split(separator: "/").last, !last.contains(".") else { return nil }
        return path + "/"
    }

    /// The file's path below the site's folder.
    package var file: String {
        switch self {
        case .page(let path, let form): String(path.description.dropFirst()) + form.fileName
        case .asset(let name): "assets/" + name
        }
    }

    package var description: String { "/" + file }

    package var contentType: String {
        switch self {
        case .page(_, let form): form.contentType
        case .asset(let name) where name.hasSuffix(".css"): "text/css; charset=utf-8"
        case .asset(let name) where name.hasSuffix(".svg"): "image/svg+xml"
        case .asset(let name) where name.hasSuffix(".js"): "text/javascript; charset=utf-8"
        case .asset(let name) where name.hasSuffix(".png"): "image/png"
        case .asset: "application/octet-stream"
        }
    }

    /// What tells the tags of a page's forms apart.
    package var tagSuffix: String {
        switch self {
        case .page(_, let form): "-" + form.rawValue
        case .asset(let name): "-" + name
        }
    }
}
