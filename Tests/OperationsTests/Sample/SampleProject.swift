import Adoption
import Operations

#if canImport(Glibc)
    import Glibc
#endif

/// Files of this checkout, and a sample made in memory.
enum SampleProject {
    /// The package's root: four levels above this file.
    static let root: String = {
        var parts = #filePath.split(separator: "/", omittingEmptySubsequences: false)
        parts.removeLast(4)
        return parts.joined(separator: "/")
    }()

    /// The folder of real files, which is not part of the checkout.
    static let shared: String = getenv("FUKYU_SHARED").map { String(cString: $0) } ?? root + "/../shared"

    static func bytes(_ path: String) -> [UInt8]? {
        guard let file = fopen(path, "rb") else { return nil }
        defer { fclose(file) }
        var all: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while case let count = fread(&chunk, 1, chunk.count, file), count > 0 { all += chunk[0..<count] }
        return all
    }

    static func reference() throws -> SampleReference {
        try SampleReference { name in
            guard let bytes = bytes("\(root)/Data/reference/\(name)") else { throw Failure(.notFound, name) }
            return String(decoding: bytes, as: UTF8.self)
        }
    }

    struct Made {
        var files: [String: [UInt8]] = [:]
        var summary: GenerateSample.Summary?

        func text(_ path: String) -> String { String(decoding: files[path] ?? [], as: UTF8.self) }

        func lines(_ path: String) -> [Substring] { text(path).split(whereSeparator: { $0.isNewline }) }

        /// The rows of all open-data files of a list, each with its file code; a quoted cell loses its commas.
        func openData(_ day: String) -> [(file: String, cells: [String])] {
            files.keys.filter { $0.hasPrefix("offices/\(day)/jigyosho_") }.sorted().flatMap { path in
                let file = String(path.split(separator: "_")[1])
                return lines(path).dropFirst().map { (file, SampleProject.cells($0)) }
            }
        }
    }

    static func make(_ scale: GenerateSample.Scale, seed: UInt64) throws -> Made {
        final class Box { var made = Made() }
        let box = Box()
        let summary = try GenerateSample(scale: scale, seed: seed, reference: reference())
            .run { path, bytes in box.made.files[path, default: []] += bytes }
        box.made.summary = summary
        return box.made
    }

    static func cells(_ line: Substring) -> [String] {
        var cells: [String] = []
        var cell = ""
        var isQuoted = false
        for character in line {
            if character == "\"" {
                isQuoted.toggle()
            } else if character == ",", !isQuoted {
                cells.append(cell)
                cell = ""
            } else {
                cell.append(character)
            }
        }
        return cells + [cell]
    }
}
