/** A stretch of an upload that lies in the store as an object of its own. */
export interface Piece {
  start: number;
  size: number;
  key: string;
}

/** Which pieces of an upload have arrived, where every process that shares the store of bytes reads the same. */
export interface Pieces {
  /** an empty list is an upload that has begun, undefined one that has not, or is over */
  list: (uploadId: string) => Promise<Piece[] | undefined>;
  /** false = another request has brought this stretch, or the upload is over */
  add: (uploadId: string, piece: Piece) => Promise<boolean>;
  /** forgets all of them */
  clear: (uploadId: string) => Promise<void>;
  knows: (key: string) => Promise<boolean>;
}
