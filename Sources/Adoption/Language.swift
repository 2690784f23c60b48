/// The languages of pages: Japanese first.
package enum Language: String, Sendable, CaseIterable {
    case japanese = "ja"
    case english = "en"
}
