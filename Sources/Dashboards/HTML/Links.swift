/// How the addresses of one page's links are written.
package enum LinkStyle: Sendable {
    /// Relative, with `index.html`: the site opens from a folder (`file://`) as well as from any server.
    case relative
    /// From the root of the server, with the slash at the end: `/prefectures/33/`.
    case served
}

/// Turns paths of the site into addresses, seen from one page.
struct Links: Sendable {
    let style: LinkStyle
    /// `../../` for a page two folders deep.
    private let upward: String

    init(style: LinkStyle, from page: PagePath) {
        self.style = style
        let depth = page.description.utf8.count { $0 == UInt8(ascii: "/") } - 1
        upward = String(repeating: "../", count: max(0, depth))
    }

    func page(_ path: PagePath) -> String {
        switch style {
        case .served: path.description
        case .relative: upward + path.description.dropFirst() + "index.html"
        }
    }

    /// Another form of the same page: `index.csv`.
    func form(_ fileName: String, of path: PagePath) -> String {
        switch style {
        case .served: path.description + fileName
        case .relative: fileName
        }
    }

    /// A file under `assets/`.
    func asset(_ name: String) -> String {
        switch style {
        case .served: "/assets/" + name
        case .relative: upward + "assets/" + name
        }
    }
}
