/** Why an Office file or a ZIP is not read. */
export type PackageFailure = "damaged" | "encrypted" | "too-large";
