// Where Gatehouse refuses a token that jose takes, and why. Nothing else may part the two.

const DIFFERENT_FORM = "one text for each value: padding, blanks and spare bits are other texts for the same token";
const HEADER_OF_OURS = "a header is exactly alg, kid and typ: nothing in it may choose or ask for anything else";
const CLAIMS_OF_OURS = "every claim that we write is there, of its exact kind, and agrees with the others";
const ONE_MEANING = "JSON has one meaning for every reader: no name twice, no integer written otherwise, no NUL";

export const stricter = [
  [/^text: (padding|a blank|a line feed|spare bits|one character)/, DIFFERENT_FORM],
  [/^token: (padding|a blank)/, DIFFERENT_FORM],
  [/^header: no kid$/, HEADER_OF_OURS],
  [/^header: more: /, HEADER_OF_OURS],
  [/^header: kid a number$/, HEADER_OF_OURS],
  [/^header: (a byte order mark|no UTF-8)/, ONE_MEANING],
  [/^claims: no (jti|client_id|sid|user_id|sub|iat)$/, CLAIMS_OF_OURS],
  [/^claims: (iat to come|iat a text)$/, CLAIMS_OF_OURS],
  [/^claims: (another sub|sub a number|sub with a zero|user_id a text|jti a number|jti empty)$/, CLAIMS_OF_OURS],
  [/^claims: audience (in a list|among others)$/, "one audience: a token for several is good for the least careful of them"],
  [/^claims: exp (a fraction|with a point|huge|beyond what is exact)$/, ONE_MEANING],
  [/^claims: user_id with a point$/, ONE_MEANING],
  [/^claims: (sub twice|a name twice, spelt differently|a whole number with a point elsewhere)$/, ONE_MEANING],
  [/^claims: (a lone surrogate|NUL in a text|a byte order mark|no UTF-8|nested deeply)$/, ONE_MEANING],
];
