/** A place of a text that must not be published as it stands. */
export interface Disclosure {
  kind:
    | "id-number"
    | "mobile-number"
    | "bank-card"
    | "pupil-names"
    | "email"
    | "home-address"
    | "secrecy-grade"
    | "internal-document";
  start: number;
  end: number;
  /** what it rests on is not certain: said as a notice only */
  doubtful?: boolean;
}
