import { GRPC, type CallFailure } from './channel'

const FINAL: readonly number[] = [GRPC.UNAUTHENTICATED, GRPC.PERMISSION_DENIED, GRPC.UNIMPLEMENTED, GRPC.RESOURCE_EXHAUSTED]

/**
 * Whether a call failed on its way, not at the server: then the same operation can be taken up again. Whatever Spark says
 * itself comes with its details.
 */
export function transportLost(failure: CallFailure): boolean {
  // The server's word for a stream that another request took over.
  if (failure.metadata.errorClass === 'INVALID_CURSOR.DISCONNECTED' || failure.message.includes('INVALID_CURSOR.DISCONNECTED')) return true
  return failure.metadata.errorId === undefined && failure.metadata.classes === undefined && failure.metadata.errorClass === undefined
    && !FINAL.includes(failure.code) && !/INVALID_HANDLE|INVALID_CURSOR/.test(failure.message)
}
