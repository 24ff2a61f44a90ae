//! What the typesetter says, made safe: of MathML only what is listed here becomes a part of the page.

/// Elements that are made; of others, only what they hold is.
const ELEMENTS: [&str; 27] = [
    "math",
    "menclose",
    "mfrac",
    "mi",
    "mmultiscripts",
    "mn",
    "mo",
    "mover",
    "mpadded",
    "mphantom",
    "mprescripts",
    "mroot",
    "mrow",
    "mspace",
    "msqrt",
    "mstyle",
    "msub",
    "msubsup",
    "msup",
    "mtable",
    "mtd",
    "mtext",
    "mtr",
    "munder",
    "munderover",
    "none",
    "semantics",
];
/// Attributes that have one of some words.
const WORDS: [&str; 13] = [
    "accent",
    "accentunder",
    "columnalign",
    "display",
    "displaystyle",
    "fence",
    "form",
    "largeop",
    "mathvariant",
    "movablelimits",
    "notation",
    "stretchy",
    "symmetric",
];
/// Attributes that have a number or a length.
const LENGTHS: [&str; 15] = [
    "columnspan",
    "depth",
    "height",
    "linethickness",
    "lspace",
    "mathsize",
    "maxsize",
    "minsize",
    "rowspan",
    "rowspacing",
    "rspace",
    "scriptlevel",
    "separator",
    "voffset",
    "width",
];
/// Properties of style.
const STYLES: [&str; 10] = [
    "border",
    "border-bottom",
    "border-left",
    "border-right",
    "border-top",
    "color",
    "padding",
    "padding-left",
    "padding-right",
    "width",
];
/// Classes; `style/features/Maths.css` knows them.
const CLASSES: [&str; 2] = ["tml-left", "tml-right"];
/// Elements within one another, and words in all; `public/maths-worker.js` has the same limits.
const MOST_DEPTH: usize = 64;
const MOST_WORDS: usize = 20_000;
/// Bytes of a value.
const LONGEST_VALUE: usize = 60;
/// The largest number of a length, be it in em.
const LARGEST: f64 = 100.0;

/// A step in making the tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Step {
    /// An element begins.
    Begin(&'static str),
    /// The element that was begun has an attribute,
    Attribute(&'static str, String),
    /// a property of style,
    Style(&'static str, String),
    /// or a class.
    Class(&'static str),
    /// A text.
    Text(String),
    /// The element ends.
    End,
}

/// The steps to make what the words say; none where they are no tree of MathML.
pub(crate) fn steps(words: &[String]) -> Option<Vec<Step>> {
    if words.len() > MOST_WORDS || words.first().map(String::as_str) != Some("<math") {
        return None;
    }
    let mut steps = Vec::with_capacity(words.len());
    // The elements that have begun, and whether each is made.
    let mut open: Vec<bool> = Vec::new();
    for word in words {
        let (kind, rest) = word.split_at_checked(1)?;
        // All of it is in the one element.
        if open.is_empty() && !steps.is_empty() {
            return None;
        }
        let made = open.last().copied().unwrap_or_default();
        match kind {
            "<" => {
                let element = known(&ELEMENTS, rest).filter(|name| *name != "math" || open.is_empty());
                open.push(element.is_some());
                if open.len() > MOST_DEPTH {
                    return None;
                }
                steps.extend(element.map(Step::Begin));
            }
            ">" => {
                if open.pop()? {
                    steps.push(Step::End);
                }
            }
            "=" => steps.push(Step::Text(rest.to_owned())),
            "@" if made => steps.extend(attribute(rest)),
            ":" if made => steps.extend(style(rest)),
            "." if made => steps.extend(known(&CLASSES, rest).map(Step::Class)),
            _ => {}
        }
    }
    open.is_empty().then_some(steps)
}

fn known(list: &[&'static str], name: &str) -> Option<&'static str> {
    list.iter().copied().find(|known| *known == name)
}

fn attribute(word: &str) -> Option<Step> {
    let (name, value) = word.split_once('=')?;
    let step = |name| Step::Attribute(name, value.to_owned());
    if let Some(name) = known(&WORDS, name) {
        return is_plain(value).then(|| step(name));
    }
    if let Some(name) = known(&LENGTHS, name) {
        return is_number(value).then(|| step(name));
    }
    (name == "mathbackground" && is_value(value)).then(|| step("mathbackground"))
}

fn style(word: &str) -> Option<Step> {
    let (name, value) = word.split_once('=')?;
    let name = known(&STYLES, name)?;
    (value.len() <= LONGEST_VALUE && !value.is_empty() && value.split(' ').all(is_value))
        .then(|| Step::Style(name, value.to_owned()))
}

/// Words of small letters.
fn is_plain(value: &str) -> bool {
    value.len() <= LONGEST_VALUE && value.bytes().all(|b| b.is_ascii_lowercase() || b"- ".contains(&b))
}

/// A number, a colour, a word, or nothing.
fn is_value(value: &str) -> bool {
    let hex = |digits: &str| (3..=8).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_hexdigit());
    match value.strip_prefix('#') {
        Some(digits) => hex(digits),
        None => is_number(value) || value.bytes().all(|b| b.is_ascii_lowercase()) && value.len() <= 20,
    }
}

/// A number or a length that is not beyond all measure.
fn is_number(value: &str) -> bool {
    let end =
        value.find(|letter: char| !letter.is_ascii_digit() && !".-+".contains(letter)).unwrap_or(value.len());
    let (number, unit) = value.split_at(end);
    ["", "em", "ex", "pt", "px", "%"].contains(&unit)
        && number.len() <= 20
        && number.parse::<f64>().is_ok_and(|number| (-LARGEST..=LARGEST).contains(&number))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(words: &[&str]) -> Option<Vec<Step>> {
        steps(&words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>())
    }

    #[test]
    fn what_is_known_is_made() {
        let made = read(&[
            "<math",
            "@display=block",
            ".tml-display",
            "<mtd",
            ":padding-left=0.5em",
            ":border-top=0.06em solid",
            ":color=#ff0000",
            ".tml-left",
            "<mspace",
            "@width=-0.1667em",
            "@height=20em",
            ">",
            "=x < <b>",
            ">",
            ">",
        ]);
        let value = |value: &str| value.to_owned();
        let wanted = vec![
            Step::Begin("math"),
            Step::Attribute("display", value("block")),
            Step::Begin("mtd"),
            Step::Style("padding-left", value("0.5em")),
            Step::Style("border-top", value("0.06em solid")),
            Step::Style("color", value("#ff0000")),
            Step::Class("tml-left"),
            Step::Begin("mspace"),
            Step::Attribute("width", value("-0.1667em")),
            Step::Attribute("height", value("20em")),
            Step::End,
            Step::Text(value("x < <b>")),
            Step::End,
            Step::End,
        ];
        assert_eq!(made, Some(wanted));
    }

    #[test]
    fn what_is_unknown_is_left_out() {
        for name in
            ["script", "style", "a", "img", "svg", "iframe", "annotation-xml", "maction", "mglyph", "MI", ""]
        {
            let made = read(&["<math", &format!("<{name}"), "@href=https://a.example", "=x", ">", ">"]);
            let wanted = vec![Step::Begin("math"), Step::Text("x".to_owned()), Step::End];
            assert_eq!(made, Some(wanted), "{name}");
        }
        for word in [
            "@href=https://a.example",
            "@xlink:href=x",
            "@onclick=alert(1)",
            "@style=color: red",
            "@class=Dialog",
            "@id=app",
            "@src=x",
            "@actiontype=statusline",
            "@width=100000em",
            "@width=1e9em",
            "@width=NaNem",
            "@width=calc(1em)",
            "@width=1vw",
            "@mathbackground=url(x)",
            "@display=BLOCK\"",
            ":background=red",
            ":position=fixed",
            ":color=url(https://a.example)",
            ":color=var(--x)",
            ":color=#12",
            ":padding=1000em",
            ":width=",
            ":border=1px solid expression(1)",
            ".Dialog",
            ".tml-display",
            "!x",
        ] {
            assert_eq!(read(&["<math", word, ">"]), Some(vec![Step::Begin("math"), Step::End]), "{word}");
        }
    }

    #[test]
    fn what_is_no_tree_is_nothing() {
        for words in [
            &[][..],
            &["=x"],
            &["<mi", ">"],
            &["<math"],
            &["<math", ">", ">"],
            &["<math", ">", "=x"],
            &["<math", ">", "<math", ">"],
            &["<math", "", ">"],
            &["<math", "é", ">"],
        ] {
            assert_eq!(read(words), None, "{words:?}");
        }
        let nested = |depth: usize| {
            let mut words = vec!["<math"];
            words.extend(std::iter::repeat_n("<mrow", depth));
            words.extend(std::iter::repeat_n(">", depth + 1));
            read(&words)
        };
        assert!(nested(MOST_DEPTH - 1).is_some());
        assert!(nested(MOST_DEPTH).is_none());
        let mut many = vec!["=x"; MOST_WORDS];
        many.insert(0, "<math");
        many.push(">");
        assert!(read(&many).is_none());
        let inner = read(&["<math", "<math", "=x", ">", ">"]);
        assert_eq!(inner, Some(vec![Step::Begin("math"), Step::Text("x".to_owned()), Step::End]));
    }
}
