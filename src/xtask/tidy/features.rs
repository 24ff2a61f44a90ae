//! `docs/features.md`: every row that claims something names the tests that prove it, and those tests exist.
//!
//! A row is `| D18 | what it is | state | proof |`. States: `done`, `partly`, `missing`. A proof is a file and a test in
//! it, `end2end/specs/read.spec.ts::a room is read`; several are parted by `<br>`. `done` and `partly` need one at least.

use std::fs;

use super::Findings;
use crate::failure::Outcome;
use crate::places::at;

const FILE: &str = "docs/features.md";

pub(super) fn check(findings: &mut Findings) -> Outcome {
    let Ok(text) = fs::read_to_string(at(FILE)) else {
        findings.remark(format!("{FILE} is not there"));
        return Ok(());
    };
    for (number, line) in text.lines().enumerate() {
        let cells: Vec<&str> = line.trim().trim_matches('|').split('|').map(str::trim).collect();
        if !is_row_name(cells[0]) {
            continue;
        }
        let [name, _, state, proofs] = cells.as_slice() else {
            findings.breach(format!("{FILE}:{}: a row has four cells: name, what, state, proof", number + 1));
            continue;
        };
        let proofs: Vec<&str> = proofs
            .split("<br>")
            .map(|proof| proof.trim().trim_matches('`'))
            .filter(|proof| !proof.is_empty())
            .collect();
        match *state {
            "missing" => {}
            "done" | "partly" if proofs.is_empty() => {
                findings.breach(format!("{FILE}:{}: {name} is {state} without a proof", number + 1));
            }
            "done" | "partly" => {
                for proof in proofs {
                    if let Some(wrong) = what_is_wrong(proof) {
                        findings.breach(format!("{FILE}:{}: {name}: {proof}: {wrong}", number + 1));
                    }
                }
            }
            _ => {
                findings.breach(format!("{FILE}:{}: {state} is no state: done, partly, missing", number + 1))
            }
        }
    }
    Ok(())
}

/// `D18`, `G24`, or such a name with a letter behind.
fn is_row_name(cell: &str) -> bool {
    let mut chars = cell.chars();
    chars.next().is_some_and(|first| first.is_ascii_uppercase())
        && chars.next().is_some_and(|second| second.is_ascii_digit())
        && chars.all(|char| char.is_ascii_alphanumeric())
}

fn what_is_wrong(proof: &str) -> Option<&'static str> {
    let Some((file, test)) = proof.split_once("::") else { return Some("write file::test") };
    let Ok(text) = fs::read_to_string(at(file)) else { return Some("there is no such file") };
    let stands = if file.ends_with(".rs") {
        let name = test.rsplit("::").next().unwrap_or(test);
        text.contains(&format!("fn {name}("))
    } else {
        ['\'', '"', '`'].iter().any(|quote| text.contains(&format!("{quote}{test}{quote}")))
    };
    if stands { None } else { Some("there is no test of that name") }
}

#[cfg(test)]
mod tests {
    use super::is_row_name;

    #[test]
    fn row_names_are_told_from_headings() {
        assert!(is_row_name("D18") && is_row_name("C1"));
        assert!(!is_row_name("Row") && !is_row_name("---") && !is_row_name(""));
    }
}
