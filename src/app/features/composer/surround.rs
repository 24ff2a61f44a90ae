//! Marks that go around what is selected when they are typed over it (E22).

use super::format::Field;

/// The mark that stands at the end where one stands at the beginning.
pub(crate) fn closing(mark: &str) -> Option<&str> {
    match mark {
        "(" => Some(")"),
        "[" => Some("]"),
        "{" => Some("}"),
        "<" => Some(">"),
        "*" | "_" | "`" | "~" | "\"" | "'" => Some(mark),
        _ => None,
    }
}

/// The field with marks around the selection, which stays selected.
pub(crate) fn around(field: &Field, mark: char) -> Field {
    let mark = mark.to_string();
    let Some(closing) = closing(&mark) else { return field.clone() };
    let words = field.selected();
    let with = field.with(&format!("{mark}{words}{closing}"));
    let start = field.start + mark.len();
    Field { start, end: start + words.len(), ..with }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_go_around_the_selection() {
        let field = Field { text: "so müde hier".into(), start: 3, end: 8 };
        let around = |mark| {
            let field = around(&field, mark);
            (field.text.clone(), field.selected().to_owned())
        };
        assert_eq!(around('('), ("so (müde) hier".into(), "müde".into()));
        assert_eq!(around('~'), ("so ~müde~ hier".into(), "müde".into()));
        assert_eq!(around('x'), ("so müde hier".into(), "müde".into()));
    }
}
