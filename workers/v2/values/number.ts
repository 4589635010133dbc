/** Numbers as a contact's field holds them: text as somebody typed it. Pure. */

const NUMBER = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,3}))?$/;

/** Digits that a written-out number may have; beyond them it is not a number anybody meant. */
const LONGEST = 64;

/**
 * Plain decimal notation without needless zeros, or null where the text is no number. Works on the
 * digits, because a float would change long ones (identity numbers, for instance).
 */
export function plainNumber(text: string): string | null {
  const match = NUMBER.exec(text.trim());
  if (match === null) return null;
  const [, sign, whole = "", fraction = "", exponent = "0"] = match;
  const digits = whole + fraction;
  const point = whole.length + Number(exponent);
  if (digits === "" || digits.length > LONGEST || Math.abs(point) > LONGEST) return null;

  const before = point > 0 ? digits.slice(0, point).padEnd(point, "0") : "";
  const after = point >= 0 ? digits.slice(point) : "0".repeat(-point) + digits;
  const integer = before.replace(/^0+/, "") || "0";
  const decimals = after.replace(/0+$/, "");
  const number = decimals === "" ? integer : `${integer}.${decimals}`;
  return sign === "-" && number !== "0" ? `-${number}` : number;
}
