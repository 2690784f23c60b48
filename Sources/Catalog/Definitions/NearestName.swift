/// Finds what a person may have meant.
package enum NearestName {
    /// The candidate that takes the fewest changes of one character, if these are few: a third of the length, at
    /// least one. Of equally near ones the first.
    package static func among(_ candidates: some Sequence<String>, to text: String) -> String? {
        let wanted = Array(text.lowercased().unicodeScalars)
        // A long text is no misspelt name, and comparing it costs its length squared.
        guard !wanted.isEmpty, wanted.count <= 60 else { return nil }
        var best: (name: String, distance: Int)?
        for candidate in candidates {
            let letters = Array(candidate.lowercased().unicodeScalars)
            let limit = max(1, max(letters.count, wanted.count) / 3)
            let distance = distance(wanted, letters)
            if distance <= limit, distance < (best?.distance ?? Int.max) { best = (candidate, distance) }
        }
        return best?.name
    }

    /// Insertions, deletions, replacements and exchanges of two neighbours (optimal string alignment).
    static func distance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
        var beforeLast: [Int] = []
        var last = Array(0...right.count)
        for row in 0..<left.count {
            var current = [row + 1] + Array(repeating: 0, count: right.count)
            for column in 0..<right.count {
                let isSame = left[row] == right[column]
                current[column + 1] = min(last[column] + (isSame ? 0 : 1), last[column + 1] + 1, current[column] + 1)
                if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
                    current[column + 1] = min(current[column + 1], beforeLast[column - 1] + 1)
                }
            }
            beforeLast = last
            last = current
        }
        return last[right.count]
    }
}
