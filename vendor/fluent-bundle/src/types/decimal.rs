//! Decimal numbers of few digits, without the standard library's parser and its table.

use intl_pluralrules::operands::PluralOperands;

/// Integers below this are exact in an `f64`.
const EXACT: u64 = 1 << 53;
/// Powers of ten up to this one are exact in an `f64`.
const EXACT_POWER: usize = 22;

/// A number literal of Fluent as the nearest `f64`: `-`, digits, perhaps a point and more digits. None where that is
/// not what it is, or where it has too many digits for one division to be exact.
pub(crate) fn parse(input: &str) -> Option<f64> {
    let digits = input.strip_prefix('-').unwrap_or(input);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    if whole.is_empty() || digits.ends_with('.') || fraction.len() > EXACT_POWER {
        return None;
    }
    let mantissa = integer(whole.bytes().chain(fraction.bytes())).filter(|mantissa| *mantissa < EXACT)?;
    // Both are exact, so the quotient is the nearest there is.
    let value = mantissa as f64 / (0..fraction.len()).fold(1.0, |power, _| power * 10.0);
    Some(if digits.len() < input.len() { -value } else { value })
}

/// What the plural rules look at.
pub(crate) fn operands(value: f64) -> PluralOperands {
    let n = value.abs();
    let mut operands = PluralOperands { n, i: n as u64, v: 0, w: 0, f: 0, t: 0 };
    if n.fract() != 0.0 {
        let text = n.to_string();
        let fraction = text.split_once('.').map_or("", |(_, fraction)| fraction);
        operands.v = fraction.len();
        operands.w = operands.v;
        operands.f = integer(fraction.bytes()).unwrap_or(u64::MAX);
        operands.t = operands.f;
    }
    operands
}

fn integer(mut digits: impl Iterator<Item = u8>) -> Option<u64> {
    digits.try_fold(0_u64, |sum, digit| {
        let digit = digit.is_ascii_digit().then(|| u64::from(digit - b'0'))?;
        sum.checked_mul(10)?.checked_add(digit)
    })
}
