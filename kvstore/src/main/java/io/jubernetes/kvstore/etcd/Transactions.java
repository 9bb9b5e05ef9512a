package io.jubernetes.kvstore.etcd;

import com.google.protobuf.ByteString;
import io.etcd.jetcd.api.Compare;
import io.etcd.jetcd.api.DeleteRangeRequest;
import io.etcd.jetcd.api.PutRequest;
import io.etcd.jetcd.api.RangeRequest;
import io.etcd.jetcd.api.RequestOp;
import io.etcd.jetcd.api.TxnRequest;
import io.etcd.jetcd.api.TxnResponse;
import io.jubernetes.kvstore.CommitResult;
import io.jubernetes.kvstore.KeyValue;
import io.jubernetes.kvstore.Txn;

/** Transactions as etcd has them: when a comparison fails, all compared keys are read instead, so that the first one can be named. */
final class Transactions {

    private final KeyMapping keys;

    Transactions(KeyMapping keys) {
        this.keys = keys;
    }

    TxnRequest request(Txn txn) {
        TxnRequest.Builder request = TxnRequest.newBuilder();
        for (Txn.Compare compare : txn.compares()) {
            ByteString key = keys.toEtcd(compare.key());
            request.addCompare(Compare.newBuilder()
                    .setKey(key)
                    .setTarget(Compare.CompareTarget.MOD)
                    .setResult(Compare.CompareResult.EQUAL)
                    .setModRevision(compare.modRevision()));
            request.addFailure(RequestOp.newBuilder()
                    .setRequestRange(RangeRequest.newBuilder().setKey(key)));
        }
        txn.ops().forEach(op -> request.addSuccess(operation(op)));
        return request.build();
    }

    private RequestOp operation(Txn.Op op) {
        ByteString key = keys.toEtcd(op.key());
        RequestOp.Builder request = RequestOp.newBuilder();
        return switch (op) {
            case Txn.Put put ->
                request.setRequestPut(PutRequest.newBuilder().setKey(key).setValue(ByteString.copyFrom(put.value())))
                        .build();
            case Txn.Delete delete ->
                request.setRequestDeleteRange(DeleteRangeRequest.newBuilder().setKey(key))
                        .build();
        };
    }

    CommitResult result(Txn txn, TxnResponse response) {
        if (response.getSucceeded()) {
            return new CommitResult.Committed(response.getHeader().getRevision());
        }
        for (int i = 0; i < txn.compares().size(); i++) {
            Txn.Compare compare = txn.compares().get(i);
            KeyValue current = ChangeAssembly.first(
                    keys, response.getResponses(i).getResponseRange().getKvsList());
            if ((current == null ? 0 : current.modRevision()) != compare.modRevision()) {
                return new CommitResult.Conflict(compare.key(), current);
            }
        }
        throw new IllegalStateException("etcd refused a transaction whose comparisons all hold");
    }
}
